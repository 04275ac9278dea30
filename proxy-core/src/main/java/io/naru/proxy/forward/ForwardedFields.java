package io.naru.proxy.forward;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.KnownField;

/**
 * What the endpoint is told of the client (behaviour 8): nothing that the client says of itself is
 * believed, and what it said is kept aside in the X-Original fields.
 */
final class ForwardedFields {
  private static final byte[] X_REQUEST_ID = Ascii.bytes("X-Request-ID");
  private static final byte[] X_FORWARDED_HOST = Ascii.bytes("X-Forwarded-Host");
  private static final byte[] X_ORIGINAL_FORWARDED_FOR = Ascii.bytes("X-Original-Forwarded-For");
  private static final byte[] X_ORIGINAL_FORWARDED_HOST = Ascii.bytes("X-Original-Forwarded-Host");

  /** Set by us or by nobody; {@code Proxy} would become a variable of CGI programs (httpoxy). */
  private static final long REPLACED =
      KnownField.bits(
          KnownField.X_REAL_IP,
          KnownField.X_FORWARDED_FOR,
          KnownField.X_FORWARDED_HOST,
          KnownField.X_FORWARDED_PORT,
          KnownField.X_FORWARDED_PROTO,
          KnownField.X_FORWARDED_SCHEME,
          KnownField.X_SCHEME,
          KnownField.X_ORIGINAL_FORWARDED_FOR,
          KnownField.X_ORIGINAL_FORWARDED_HOST,
          KnownField.PROXY);

  private final RequestIds ids;

  ForwardedFields(RequestIds ids) {
    this.ids = ids;
  }

  void edit(Exchange exchange) {
    Head head = exchange.request();
    HeadEdits edits = exchange.requestEdits();
    Fields fields = head.fields();
    edits.drop(REPLACED);
    edits.constants(exchange.connection().forwarded());
    Fields set = edits.set();
    if (!hasValue(fields, KnownField.X_REQUEST_ID)) {
      edits.drop(KnownField.bits(KnownField.X_REQUEST_ID));
      set.add(X_REQUEST_ID, ids.next(), 0, RequestIds.LENGTH);
    }
    if (head.authorityEnd() > head.authorityStart()) {
      set.add(X_FORWARDED_HOST, head.bytes(), head.authorityStart(), head.authorityEnd());
    }
    if (hasValue(fields, KnownField.X_FORWARDED_FOR)) {
      keep(fields, KnownField.X_FORWARDED_FOR, X_ORIGINAL_FORWARDED_FOR, set);
    }
    if (hasValue(fields, KnownField.X_FORWARDED_HOST)) {
      keep(fields, KnownField.X_FORWARDED_HOST, X_ORIGINAL_FORWARDED_HOST, set);
    }
  }

  /** What is set by us is not sent empty. */
  private static boolean hasValue(Fields fields, KnownField field) {
    int i = fields.indexOf(field, 0);
    return i >= 0 && fields.valueEnd(i) > fields.valueStart(i);
  }

  /** Several lines of one field are one list (RFC 9110 section 5.3). */
  private static void keep(Fields fields, KnownField field, byte[] name, Fields set) {
    int first = fields.indexOf(field, 0);
    int second = first < 0 ? -1 : fields.indexOf(field, first + 1);
    if (first >= 0 && second < 0) {
      set.add(name, fields.bytes(), fields.valueStart(first), fields.valueEnd(first));
      return;
    }
    StringBuilder list = new StringBuilder();
    for (int i = first; i >= 0; i = fields.indexOf(field, i + 1)) {
      list.append(list.isEmpty() ? "" : ", ").append(fields.value(i));
    }
    byte[] value = Ascii.bytes(list.toString());
    set.add(name, value, 0, value.length);
  }
}
