package io.naru.proxy.h2;

import io.netty.util.AsciiString;

/** What a field name of HTTP/2 is made of (RFC 9113 section 8.2.1). */
enum FieldName {
  /** Lower-case letters, digits, dashes. */
  PLAIN,
  /** A lower-case token with other characters of a token. */
  TOKEN,
  /** Visible, but no token: harmless in HTTP/2, and never forwarded. */
  OTHER,
  /** Not allowed: an upper-case letter, a colon, a control byte, a space, or beyond ASCII. */
  MALFORMED;

  private static final FieldName[] BY_BYTE = new FieldName[256];

  static {
    for (int c = 0; c < 256; c++) {
      BY_BYTE[c] = c <= ' ' || c >= 127 || c == ':' || c >= 'A' && c <= 'Z' ? MALFORMED : OTHER;
    }
    for (char c : "!#$%&'*+.^_`|~".toCharArray()) {
      BY_BYTE[c] = TOKEN;
    }
    for (char c : "abcdefghijklmnopqrstuvwxyz0123456789-".toCharArray()) {
      BY_BYTE[c] = PLAIN;
    }
  }

  /** The worst of its characters decides. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is the point
  static FieldName kind(AsciiString name) {
    byte[] bytes = name.array();
    int from = name.arrayOffset();
    FieldName worst = PLAIN;
    for (int i = from; i < from + name.length(); i++) {
      FieldName kind = BY_BYTE[bytes[i] & 0xff];
      if (kind.ordinal() > worst.ordinal()) {
        worst = kind;
      }
    }
    return worst;
  }
}
