package io.naru.proxy.exchange;

import io.naru.proxy.head.Fields;

/**
 * A whole response that Naru makes itself.
 *
 * @param status 200 to 599
 * @param fields without framing fields; the codec adds content-length
 * @param body ASCII; empty for none
 * @param close whether an HTTP/1.1 connection ends with it
 */
public record Reply(int status, Fields fields, String body, boolean close) {
  public Reply {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("not a final status: " + status);
    }
  }

  /** The same with more fields. */
  public Reply with(Fields more) {
    Fields all = new Fields(256, 8);
    all.addAll(fields);
    all.addAll(more);
    return new Reply(status, all, body, close);
  }
}
