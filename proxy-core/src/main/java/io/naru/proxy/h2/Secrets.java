package io.naru.proxy.h2;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;

/**
 * The names of fields whose values are never kept in a table that others' requests share (RFC 7541
 * section 7.1).
 */
final class Secrets {
  private static final byte[][] NAMES = {
    Ascii.bytes("cookie"),
    Ascii.bytes("set-cookie"),
    Ascii.bytes("authorization"),
    Ascii.bytes("proxy-authorization")
  };

  private Secrets() {}

  /** Whether the field's name is one of them. */
  static boolean hold(Fields fields, int i) {
    for (byte[] name : NAMES) {
      if (Ascii.equalsIgnoreCase(fields.bytes(), fields.nameStart(i), fields.nameEnd(i), name)) {
        return true;
      }
    }
    return false;
  }
}
