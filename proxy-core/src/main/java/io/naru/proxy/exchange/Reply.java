package io.naru.proxy.exchange;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.HeadEdits;

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

  /** The reply as a route's edits leave it. */
  public Reply edited(HeadEdits edits) {
    Fields edited = new Fields(256, 8);
    edited.addAll(edits.constants());
    for (int i = 0; i < fields.count(); i++) {
      if (!edits.drops(fields, i, 0)) {
        edited.add(fields, i);
      }
    }
    edited.addAll(edits.added());
    return new Reply(status, edited, body, close);
  }

  /** The same with more fields. */
  public Reply with(Fields more) {
    Fields all = new Fields(256, 8);
    all.addAll(fields);
    all.addAll(more);
    return new Reply(status, all, body, close);
  }
}
