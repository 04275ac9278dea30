package io.naru.proxy.h2;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.head.Syntax;
import io.netty.util.AsciiString;

/** A response head while it is decoded (RFC 9113 section 8.3.2). */
final class ResponseBlock extends FieldBlock {
  private static final AsciiString STATUS = AsciiString.cached(":status");

  private final Head head = new Head();
  private AsciiString status = AsciiString.EMPTY_STRING;

  @Override
  void begin(int field) {
    super.begin(field);
    head.clear();
    head.version(Head.Version.HTTP_2);
    status = AsciiString.EMPTY_STRING;
  }

  /** Valid until the next block. */
  Head head() {
    return head;
  }

  @Override
  public CharSequence status() {
    return status;
  }

  @Override
  void pseudo(AsciiString name, AsciiString value) {
    long code = Syntax.decimal(value.array(), value.arrayOffset(), end(value));
    if (!name.contentEquals(STATUS) || head.status() != 0 || head.fields().count() > 0) {
      reject("a pseudo-header that is unknown, repeated or late");
    } else if (value.length() != 3 || code < 100 || code == 101) {
      reject("a status that is none");
    } else {
      status = value;
      head.status((int) code);
    }
  }

  private static int end(AsciiString value) {
    return value.arrayOffset() + value.length();
  }

  @Override
  void field(AsciiString name, AsciiString value) {
    append(head.fields(), name, value);
  }

  /** What an endpoint calls its fields is not judged, as long as it is a token. */
  @Override
  void oddField(AsciiString name, AsciiString value) {
    append(head.fields(), name, value);
  }

  /** Checks the whole block, after its last field. */
  void finish(boolean end) {
    if (head.status() == 0) {
      reject("no status");
    }
    Fields fields = head.fields();
    int length = fields.indexOf(KnownField.CONTENT_LENGTH, 0);
    if (length >= 0) {
      if (fields.indexOf(KnownField.CONTENT_LENGTH, length + 1) >= 0) {
        reject("more than one content-length");
      }
      long value =
          Syntax.decimal(fields.bytes(), fields.valueStart(length), fields.valueEnd(length));
      if (value < 0) {
        reject("a content-length that is not a number");
      }
      head.contentLength(value);
    }
    head.bodyLength(end ? 0 : head.contentLength());
  }
}
