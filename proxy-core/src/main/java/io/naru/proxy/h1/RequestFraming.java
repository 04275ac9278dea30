package io.naru.proxy.h1;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.head.Syntax;
import java.util.Optional;

/**
 * Where a request's body ends: one content-length, or one transfer-encoding that is {@code
 * chunked}, or no body. Everything else that could be read in two ways is refused (catalogue C1,
 * C2).
 */
final class RequestFraming {
  static final byte[] CHUNKED = Ascii.bytes("chunked");

  private RequestFraming() {}

  static Optional<Fault> decide(Head head) {
    Fields fields = head.fields();
    int length = fields.indexOf(KnownField.CONTENT_LENGTH, 0);
    int coding = fields.indexOf(KnownField.TRANSFER_ENCODING, 0);
    if (coding >= 0) {
      return length >= 0 ? bad("content-length beside transfer-encoding") : coded(head, coding);
    }
    return length >= 0 ? sized(head, length) : Optional.empty();
  }

  private static Optional<Fault> coded(Head head, int coding) {
    Fields fields = head.fields();
    if (head.version() == Head.Version.HTTP_1_0) {
      return bad("transfer-encoding in HTTP/1.0");
    }
    if (fields.indexOf(KnownField.TRANSFER_ENCODING, coding + 1) >= 0) {
      return bad("more than one transfer-encoding");
    }
    int from = fields.valueStart(coding);
    int to = fields.valueEnd(coding);
    if (Ascii.equalsIgnoreCase(fields.bytes(), from, to, CHUNKED)) {
      head.bodyLength(Head.UNKNOWN_LENGTH);
      return Optional.empty();
    }
    boolean otherCoding =
        Syntax.isPlainName(fields.bytes(), from, to) && !fields.value(coding).contains("chunked");
    return otherCoding
        ? Optional.of(Fault.Refusal.CODING_NOT_SUPPORTED)
        : bad("a transfer-encoding that is not exactly chunked");
  }

  private static Optional<Fault> sized(Head head, int length) {
    Fields fields = head.fields();
    if (fields.indexOf(KnownField.CONTENT_LENGTH, length + 1) >= 0) {
      return bad("more than one content-length");
    }
    long value = Syntax.decimal(fields.bytes(), fields.valueStart(length), fields.valueEnd(length));
    if (value < 0) {
      return bad("a content-length that is not a number");
    }
    head.contentLength(value);
    head.bodyLength(value);
    return Optional.empty();
  }

  private static Optional<Fault> bad(String reason) {
    return Optional.of(new Fault.BadRequest(reason));
  }
}
