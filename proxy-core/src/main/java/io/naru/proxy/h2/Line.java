package io.naru.proxy.h2;

import io.naru.proxy.head.Ascii;
import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * A field as the encoder wants it: name in lower case, both parts copied, because HPACK's dynamic
 * table keeps them.
 */
record Line(AsciiString name, AsciiString value) {
  static final Line NONE = new Line(AsciiString.EMPTY_STRING, AsciiString.EMPTY_STRING);

  boolean isNone() {
    return name.isEmpty();
  }

  boolean is(byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd) {
    return nameEnd - nameStart == name.length()
        && isValue(bytes, valueStart, valueEnd)
        && Ascii.equalsIgnoreCase(bytes, nameStart, nameEnd, name.array());
  }

  boolean isValue(byte[] bytes, int from, int to) {
    byte[] mine = value.array();
    return Arrays.equals(mine, 0, mine.length, bytes, from, to);
  }
}
