package io.naru.proxy.listen;

import java.io.IOException;

/** A listener could not take its address: it is in use, not ours, or not allowed. */
public final class BindFailure extends IOException {
  private static final long serialVersionUID = 1;

  BindFailure(Listener listener, Throwable cause) {
    super("cannot listen on " + listener + ": " + cause.getMessage(), cause);
  }
}
