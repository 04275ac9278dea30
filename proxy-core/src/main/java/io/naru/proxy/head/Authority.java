package io.naru.proxy.head;

/**
 * The one rule for authorities on the wire (RFC 3986 section 3.2, catalogue C11): a host of labels
 * that are not empty, or an IP literal; an optional port; no user information, no comma, no space.
 */
public final class Authority {
  private Authority() {}

  /**
   * Checks the range.
   *
   * @return where the host ends, without port and trailing dot; -1 if it is not an authority
   */
  public static int hostEnd(byte[] bytes, int from, int to) {
    if (from >= to || to - from > 300) {
      return -1;
    }
    int end = bytes[from] == '[' ? literalEnd(bytes, from, to) : nameEnd(bytes, from, to);
    if (end <= from || !isPort(bytes, end, to)) {
      return -1;
    }
    return bytes[end - 1] == '.' ? end - 1 : end;
  }

  /** Whether both are the same authority, letters compared without case. */
  public static boolean same(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    if (aTo - aFrom != bTo - bFrom) {
      return false;
    }
    for (int i = 0; i < aTo - aFrom; i++) {
      if (Ascii.lower(a[aFrom + i]) != Ascii.lower(b[bFrom + i])) {
        return false;
      }
    }
    return true;
  }

  /** Where the name ends; -1 if one of its labels but the last is empty. */
  private static int nameEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && Syntax.isHostByte(bytes[i])) {
      if (bytes[i] == '.' && (i == from || bytes[i - 1] == '.')) {
        return -1;
      }
      i++;
    }
    return i;
  }

  private static int literalEnd(byte[] bytes, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      byte b = bytes[i];
      if (b == ']') {
        return i == from + 1 ? -1 : i + 1;
      }
      if (Character.digit(b, 16) < 0 && b != ':' && b != '.') {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isPort(byte[] bytes, int from, int to) {
    if (from == to) {
      return true;
    }
    if (bytes[from] != ':') {
      return false;
    }
    return from + 1 == to
        || to - from <= 6
            && Syntax.decimal(bytes, from + 1, to) <= 65535
            && Syntax.decimal(bytes, from + 1, to) >= 0;
  }
}
