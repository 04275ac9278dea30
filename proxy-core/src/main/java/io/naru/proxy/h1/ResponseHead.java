package io.naru.proxy.h1;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.head.Syntax;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a whole response head (RFC 9112 section 4) into a {@link Head}, as endpoints send it: what
 * is there in the end is of the strict form, or nothing is.
 */
final class ResponseHead {
  private static final byte[] HTTP_1 = Ascii.bytes("HTTP/1.");

  private ResponseHead() {}

  /**
   * Takes the lines that were found.
   *
   * @param toHead whether it answers a HEAD request, so that no body follows (catalogue C8)
   * @return why the head is malformed
   */
  static Optional<String> read(ByteBuf in, HeadScan found, boolean toHead, Head head) {
    head.clear();
    Fields fields = head.fields();
    int start = found.move(in, fields);
    int lineEnd = endOfLine(fields.bytes(), start);
    if (!statusLine(head, start, lineEnd)) {
      return Optional.of("a status line that is not HTTP/1.x NNN");
    }
    Optional<String> bad = FieldLines.mark(fields, lineEnd + 2, Strictness.ENDPOINT);
    if (bad.isPresent()) {
      return bad;
    }
    return ConnectionField.removeNominated(fields)
        ? framing(head, toHead)
        : Optional.of("more connection options than a response has");
  }

  /** Where the CR of the first line's end stands: a bare CR before it is part of the line. */
  private static int endOfLine(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] != '\n') {
      i++;
    }
    return i - 1;
  }

  /** More than one blank between the parts, and any status of three digits, are taken. */
  private static boolean statusLine(Head head, int from, int to) {
    byte[] bytes = head.bytes();
    int code = skipBlanks(bytes, from + 8, to);
    int end = code + 3;
    boolean shaped =
        end <= to
            && Arrays.equals(bytes, from, from + 7, HTTP_1, 0, 7)
            && bytes[from + 7] >= '0'
            && bytes[from + 7] <= '9'
            && bytes[from + 8] == ' '
            && (end == to || bytes[end] == ' ')
            && Syntax.blankControls(bytes, end, to);
    if (!shaped) {
      return false;
    }
    head.version(bytes[from + 7] == '0' ? Head.Version.HTTP_1_0 : Head.Version.HTTP_1_1);
    head.status((int) Syntax.decimal(bytes, code, end));
    head.reason(skipBlanks(bytes, end, to), to);
    return head.status() >= 100;
  }

  private static int skipBlanks(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] == ' ') {
      i++;
    }
    return i;
  }

  /** Decided on our own record of the request, then on exactly one of the two framing fields. */
  private static Optional<String> framing(Head head, boolean toHead) {
    Fields fields = head.fields();
    int length = fields.indexOf(KnownField.CONTENT_LENGTH, 0);
    int coding = fields.indexOf(KnownField.TRANSFER_ENCODING, 0);
    if (length >= 0 && coding >= 0) {
      return Optional.of("content-length beside transfer-encoding");
    }
    if (length >= 0 && !sized(head, length)) {
      return Optional.of("a content-length that is not one number");
    }
    if (coding >= 0 && !chunked(head, coding)) {
      return Optional.of("a transfer-encoding that is not exactly chunked");
    }
    boolean bodiless =
        toHead || head.status() < 200 || head.status() == 204 || head.status() == 304;
    head.bodyLength(bodiless ? 0 : head.contentLength());
    return Optional.empty();
  }

  private static boolean sized(Head head, int length) {
    Fields fields = head.fields();
    head.contentLength(
        Syntax.decimal(fields.bytes(), fields.valueStart(length), fields.valueEnd(length)));
    return head.contentLength() >= 0 && fields.indexOf(KnownField.CONTENT_LENGTH, length + 1) < 0;
  }

  private static boolean chunked(Head head, int coding) {
    Fields fields = head.fields();
    return fields.indexOf(KnownField.TRANSFER_ENCODING, coding + 1) < 0
        && Ascii.equalsIgnoreCase(
            fields.bytes(),
            fields.valueStart(coding),
            fields.valueEnd(coding),
            RequestFraming.CHUNKED);
  }

  /** The decoder for the body behind the head; a body without framing ends with its connection. */
  static BodyDecoder body(Head head) {
    return endsByClose(head)
        ? new BodyDecoder.UntilClose()
        : BodyDecoder.of(head, Strictness.ENDPOINT);
  }

  private static boolean endsByClose(Head head) {
    return head.bodyLength() == Head.UNKNOWN_LENGTH
        && !head.fields().has(KnownField.TRANSFER_ENCODING);
  }

  /**
   * Whether another response may follow this one on its connection. After chunks in HTTP/1.0 there
   * is none: who sent them may have passed them on and not know of them (RFC 9112 section 6.1).
   */
  static boolean persists(Head head) {
    boolean doubtful =
        head.version() == Head.Version.HTTP_1_0 && head.fields().has(KnownField.TRANSFER_ENCODING);
    return ConnectionField.persists(head) && !doubtful && !endsByClose(head);
  }
}
