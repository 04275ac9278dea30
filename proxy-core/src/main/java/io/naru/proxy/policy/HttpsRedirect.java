package io.naru.proxy.policy;

import java.util.OptionalInt;

/**
 * Plain requests are sent to https (behaviour 7).
 *
 * @param status 301, 302, 307 or 308
 * @param port named in the target; empty: none is
 * @param keepTrailingSlash false takes one final slash off the raw request URI, as users are used
 *     to
 */
public record HttpsRedirect(int status, OptionalInt port, boolean keepTrailingSlash)
    implements Policy {
  public HttpsRedirect {
    if (status != 301 && status != 302 && status != 307 && status != 308) {
      throw new IllegalArgumentException("not a redirect status: " + status);
    }
  }
}
