package io.naru.proxy.h2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A frame as a peer of a test sees it; a header block is decoded beside it. */
@SuppressWarnings("ArrayRecordComponent") // lives and dies in a test
record Frame(int type, int flags, int stream, byte[] payload, Map<String, String> fields) {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  /** The connection ended. */
  static final int END = -1;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;

  boolean is(int wanted) {
    return type == wanted;
  }

  boolean is(int wanted, int id) {
    return type == wanted && stream == id;
  }

  boolean endsStream() {
    return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
  }

  /** The payload as text. */
  String text() {
    return new String(payload, StandardCharsets.ISO_8859_1);
  }

  /** The error code of RST_STREAM or GOAWAY. */
  int error() {
    return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
  }

  /** The last stream of a GOAWAY, or the increment of a WINDOW_UPDATE. */
  int number() {
    return ByteBuffer.wrap(payload).getInt(0);
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }
}
