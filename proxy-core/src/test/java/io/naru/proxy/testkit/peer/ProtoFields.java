package io.naru.proxy.testkit.peer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** As much of the encoding of Protocol Buffers as the messages of the interop tests need. */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

  /** One field: a number, or bytes. */
  private record Field(int number, long value, ByteBuffer bytes) {}

  private final List<Field> all = new ArrayList<>();

  private ProtoFields() {}

  static ProtoFields of(byte[] message) {
    ProtoFields fields = new ProtoFields();
    ByteBuffer in = ByteBuffer.wrap(message);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      switch (tag & 7) {
        case VARINT -> fields.all.add(new Field(tag >> 3, varint(in), NO_BYTES));
        case BYTES -> fields.all.add(new Field(tag >> 3, 0, bytes(in)));
        default -> throw new IllegalArgumentException("a field of wire type " + (tag & 7));
      }
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (next & 127L) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  private static ByteBuffer bytes(ByteBuffer in) {
    int length = (int) varint(in);
    ByteBuffer bytes = in.slice(in.position(), length);
    in.position(in.position() + length);
    return bytes;
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    return copy;
  }

  /** The number in a field; zero where it is absent. */
  int number(int field) {
    return all.stream().filter(f -> f.number == field).mapToInt(f -> (int) f.value).sum();
  }

  /** The message in a field; an empty one where it is absent. */
  ProtoFields message(int field) {
    return of(bytes(field));
  }

  /** The messages of a repeated field. */
  List<ProtoFields> messages(int field) {
    return all.stream().filter(f -> f.number == field).map(f -> of(copy(f.bytes))).toList();
  }

  byte[] bytes(int field) {
    return all.stream()
        .filter(f -> f.number == field)
        .map(f -> copy(f.bytes))
        .findFirst()
        .orElse(new byte[0]);
  }

  /** A message of one field that holds bytes. */
  static byte[] with(int field, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, field << 3 | BYTES);
    write(out, value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  /** A message of one field that holds a number. */
  static byte[] with(int field, int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, field << 3);
    write(out, value);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int value) {
    int left = value;
    for (; left > 127; left >>>= 7) {
      out.write(left & 127 | 128);
    }
    out.write(left);
  }
}
