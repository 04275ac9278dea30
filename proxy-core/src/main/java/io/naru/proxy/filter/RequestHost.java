package io.naru.proxy.filter;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Head;

/** The host as the client wrote it, for the places that send the client to it. */
final class RequestHost {
  private RequestHost() {}

  /** In its letter case, without port and trailing dot; empty if the request has none. */
  static String of(Head request) {
    return Ascii.text(request.bytes(), request.authorityStart(), request.hostEnd());
  }
}
