package io.naru.proxy.h1;

import java.io.IOException;

/** Tells what the other side or the network did to a connection from what our own code did. */
final class Breakage {
  private Breakage() {}

  /** Whether it is a failure of the connection, TLS included, which a decoder may have wrapped. */
  static boolean isOfConnection(Throwable cause) {
    return cause instanceof IOException || cause.getCause() instanceof IOException;
  }
}
