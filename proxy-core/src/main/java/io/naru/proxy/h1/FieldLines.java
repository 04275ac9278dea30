package io.naru.proxy.h1;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Syntax;
import java.util.Optional;

/** Marks the field lines of a head that stands whole in a block's array (RFC 9112 section 5). */
final class FieldLines {
  private static final int MAX_FIELDS = 1000;

  private FieldLines() {}

  /**
   * Marks every line from {@code at} on; the array ends with the block's empty line.
   *
   * @param plainNamesOnly takes out fields whose names are not letters, digits and dashes, as a
   *     request's are (catalogue C5); otherwise any token stays
   * @return why the lines are refused
   */
  static Optional<String> mark(Fields fields, int at, boolean plainNamesOnly) {
    byte[] bytes = fields.bytes();
    int line = at;
    int last = fields.length() - 2;
    while (line < last) {
      if (fields.count() == MAX_FIELDS) {
        return Optional.of("more than " + MAX_FIELDS + " fields");
      }
      int colon = colon(bytes, line);
      if (!Syntax.isVisible(bytes, line, colon)) {
        return Optional.of("a line that is no field, or white space before its colon");
      }
      int end = lineEnd(bytes, colon);
      int from = skipSpace(bytes, colon + 1, end);
      int to = trimSpace(bytes, from, end);
      if (!Syntax.isValue(bytes, from, to)) {
        return Optional.of("a control byte in a field value");
      }
      fields.mark(line, colon, from, to);
      if (plainNamesOnly
          ? !Syntax.isPlainName(bytes, line, colon)
          : !Syntax.isToken(bytes, line, colon)) {
        fields.remove(fields.count() - 1);
      }
      line = end + 2;
    }
    return Optional.empty();
  }

  /** The first colon of the line, or where the line ends without one. */
  private static int colon(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] != ':' && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Where the CR of the line's end stands; the scan has seen that each LF has one. */
  private static int lineEnd(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] != '\n') {
      i++;
    }
    return i - 1;
  }

  private static int skipSpace(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }

  private static int trimSpace(byte[] bytes, int from, int to) {
    int i = to;
    while (i > from && (bytes[i - 1] == ' ' || bytes[i - 1] == '\t')) {
      i--;
    }
    return i;
  }
}
