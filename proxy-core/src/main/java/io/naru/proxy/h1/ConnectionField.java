package io.naru.proxy.h1;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.KnownField;

/**
 * What the connection field says (RFC 9110 section 7.6.1): whether the connection goes on, and
 * which other fields end here.
 */
final class ConnectionField {
  private static final byte[] CLOSE = Ascii.bytes("close");
  private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");

  /** A message with more options means harm: each one is looked for among all fields. */
  private static final int MAX_OPTIONS = 32;

  private ConnectionField() {}

  /** Whether the message allows another one behind it. */
  static boolean persists(Head head) {
    boolean byDefault = head.version() != Head.Version.HTTP_1_0;
    if (!head.fields().has(KnownField.CONNECTION)) {
      return byDefault;
    }
    return byDefault
        ? !has(head.fields(), CLOSE)
        : has(head.fields(), KEEP_ALIVE) && !has(head.fields(), CLOSE);
  }

  private static boolean has(Fields fields, byte[] option) {
    for (int i = next(fields, 0); i >= 0; i = next(fields, i + 1)) {
      int at = fields.valueStart(i);
      while (at < fields.valueEnd(i)) {
        int end = optionEnd(fields, at, fields.valueEnd(i));
        if (isOption(fields, at, end, option)) {
          return true;
        }
        at = end + 1;
      }
    }
    return false;
  }

  /**
   * Takes out the fields that the connection field nominates. None that the data path knows can be
   * taken out in this way (catalogue C14): those of one hop are never passed on, nominated or not,
   * and what is said of the client, its credentials and its message is not the client's to remove.
   *
   * @return false if there are more options than a message has
   */
  static boolean removeNominated(Fields fields) {
    int options = 0;
    for (int i = next(fields, 0); i >= 0; i = next(fields, i + 1)) {
      int at = fields.valueStart(i);
      while (at < fields.valueEnd(i)) {
        int end = optionEnd(fields, at, fields.valueEnd(i));
        if (++options > MAX_OPTIONS) {
          return false;
        }
        remove(fields, skipSpace(fields, at, end), trimSpace(fields, at, end));
        at = end + 1;
      }
    }
    return true;
  }

  private static void remove(Fields fields, int from, int to) {
    byte[] bytes = fields.bytes();
    if (from >= to
        || KnownField.of(bytes, from, to) != KnownField.OTHER
        || Ascii.equalsIgnoreCase(bytes, from, to, CLOSE)) {
      return;
    }
    byte[] name = new byte[to - from];
    for (int i = 0; i < name.length; i++) {
      name[i] = (byte) Ascii.lower(bytes[from + i]);
    }
    for (int i = fields.indexOf(name, 0); i >= 0; i = fields.indexOf(name, i + 1)) {
      fields.remove(i);
    }
  }

  private static int next(Fields fields, int from) {
    return fields.indexOf(KnownField.CONNECTION, from);
  }

  private static int optionEnd(Fields fields, int from, int to) {
    int i = from;
    while (i < to && fields.bytes()[i] != ',') {
      i++;
    }
    return i;
  }

  private static boolean isOption(Fields fields, int from, int to, byte[] option) {
    int start = skipSpace(fields, from, to);
    return start < to
        && Ascii.equalsIgnoreCase(fields.bytes(), start, trimSpace(fields, start, to), option);
  }

  private static int skipSpace(Fields fields, int from, int to) {
    int i = from;
    while (i < to && isSpace(fields.bytes()[i])) {
      i++;
    }
    return i;
  }

  private static int trimSpace(Fields fields, int from, int to) {
    int i = to;
    while (i > from && isSpace(fields.bytes()[i - 1])) {
      i--;
    }
    return i;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }
}
