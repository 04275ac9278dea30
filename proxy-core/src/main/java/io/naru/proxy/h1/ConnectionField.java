package io.naru.proxy.h1;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.KnownField;
import java.util.Locale;

/**
 * What the connection field says (RFC 9110 section 7.6.1): whether the connection goes on, and
 * which other fields end here.
 */
final class ConnectionField {
  private static final byte[] CLOSE = Ascii.bytes("close");
  private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");

  /** Fields that a client cannot have taken out by nominating them (catalogue C14). */
  private static final long PROTECTED =
      KnownField.bits(
          KnownField.HOST,
          KnownField.CONTENT_LENGTH,
          KnownField.CONTENT_TYPE,
          KnownField.TRANSFER_ENCODING,
          KnownField.COOKIE,
          KnownField.X_FORWARDED_FOR,
          KnownField.X_FORWARDED_HOST,
          KnownField.X_REQUEST_ID);

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

  /** Takes out the fields that the connection field nominates, protected ones excepted. */
  static void removeNominated(Fields fields) {
    for (int i = next(fields, 0); i >= 0; i = next(fields, i + 1)) {
      for (String option : fields.value(i).split(",", -1)) {
        byte[] name = Ascii.bytes(option.strip().toLowerCase(Locale.ROOT));
        if (name.length > 0) {
          remove(fields, name);
        }
      }
    }
  }

  private static void remove(Fields fields, byte[] name) {
    boolean isProtected = (PROTECTED & KnownField.of(name, 0, name.length).bit() & ~1L) != 0;
    for (int i = fields.indexOf(name, 0); i >= 0 && !isProtected; i = fields.indexOf(name, i + 1)) {
      if (fields.known(i) != KnownField.CONNECTION.code()) {
        fields.remove(i);
      }
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
    byte[] bytes = fields.bytes();
    int start = from;
    int end = to;
    while (start < end && (bytes[start] == ' ' || bytes[start] == '\t')) {
      start++;
    }
    while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
      end--;
    }
    return Ascii.equalsIgnoreCase(bytes, start, end, option);
  }
}
