package io.naru.proxy.head;

/**
 * The byte classes of heads (RFC 9110 section 5, RFC 9112 section 3), as one table: every codec
 * accepts by it and nothing else.
 */
public final class Syntax {
  private static final byte TOKEN = 1;
  private static final byte PLAIN_NAME = 2;
  private static final byte VALUE = 4;
  private static final byte TARGET = 8;
  private static final byte UPPER = 16;
  private static final byte HOST = 32;
  private static final byte[] CLASSES = new byte[256];

  static {
    mark(TOKEN, "!#$%&'*+-.^_`|~");
    mark(PLAIN_NAME, "-");
    mark(HOST, "-._~!$&'()*+;=%");
    mark(VALUE, "\t");
    for (int c = ' '; c < 256; c++) {
      if (c != 127) {
        CLASSES[c] |= VALUE;
        if (c != ' ' && c != '#') {
          CLASSES[c] |= TARGET;
        }
      }
    }
    for (int c = 0; c < 128; c++) {
      if (Character.isLetterOrDigit(c)) {
        CLASSES[c] |= TOKEN | PLAIN_NAME | HOST;
      }
    }
    for (int c = 'A'; c <= 'Z'; c++) {
      CLASSES[c] |= UPPER;
    }
  }

  private Syntax() {}

  private static void mark(byte kind, String chars) {
    for (int i = 0; i < chars.length(); i++) {
      CLASSES[chars.charAt(i)] |= kind;
    }
  }

  private static boolean all(byte kind, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((CLASSES[bytes[i] & 0xff] & kind) == 0) {
        return false;
      }
    }
    return from < to;
  }

  /** RFC 9110 {@code token}, not empty. */
  public static boolean isToken(byte[] bytes, int from, int to) {
    return all(TOKEN, bytes, from, to);
  }

  /** A name of letters, digits and dashes: any other field is dropped (behaviour 9). */
  public static boolean isPlainName(byte[] bytes, int from, int to) {
    return all(PLAIN_NAME, bytes, from, to);
  }

  /**
   * Whether the bytes can stand before a colon without making the line ambiguous: none is a control
   * byte, white space or DEL, and there is at least one.
   */
  public static boolean isVisible(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int b = bytes[i] & 0xff;
      if (b <= ' ' || b == 127) {
        return false;
      }
    }
    return from < to;
  }

  /** A field value: no control byte but HTAB. May be empty. */
  public static boolean isValue(byte[] bytes, int from, int to) {
    return from == to || all(VALUE, bytes, from, to);
  }

  /**
   * Makes a field value or a reason phrase of what has control bytes in it: each becomes a blank
   * (RFC 9110 section 5.5).
   *
   * @return false if there is one that ends lines or texts for some readers: CR, LF, NUL
   */
  public static boolean blankControls(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((CLASSES[bytes[i] & 0xff] & VALUE) == 0) {
        if (bytes[i] == '\r' || bytes[i] == '\n' || bytes[i] == 0) {
          return false;
        }
        bytes[i] = ' ';
      }
    }
    return true;
  }

  /** A request target's bytes: visible, no fragment. */
  public static boolean isTarget(byte[] bytes, int from, int to) {
    return all(TARGET, bytes, from, to);
  }

  /** A method as servers know them: upper-case letters, dash, underscore (behaviour 36). */
  public static boolean isMethod(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((CLASSES[bytes[i] & 0xff] & UPPER) == 0 && bytes[i] != '-' && bytes[i] != '_') {
        return false;
      }
    }
    return from < to && to - from <= MAX_METHOD;
  }

  private static final int MAX_METHOD = 32;

  static boolean isHostByte(byte b) {
    return (CLASSES[b & 0xff] & HOST) != 0;
  }

  /** A decimal number of 1 to 18 digits and nothing else, or -1. */
  public static long decimal(byte[] bytes, int from, int to) {
    if (to - from < 1 || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
