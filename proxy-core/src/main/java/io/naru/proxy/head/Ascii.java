package io.naru.proxy.head;

import java.nio.charset.StandardCharsets;

/** ASCII comparisons on byte ranges, without objects. */
public final class Ascii {
  private Ascii() {}

  /** The lower-case form of an ASCII letter; any other byte as it is. */
  public static int lower(int b) {
    return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
  }

  /** Whether the range is {@code expected}, which is lower-case, letters compared without case. */
  public static boolean equalsIgnoreCase(byte[] bytes, int from, int to, byte[] expected) {
    if (to - from != expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (lower(bytes[from + i]) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
