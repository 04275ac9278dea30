package io.naru.proxy.head;

import java.util.Arrays;

/**
 * A block of field lines in one byte array, {@code name: value CRLF} after one another, with
 * offsets beside it. What comes before the first line in the array (a start line, pseudo-headers)
 * is the owner's. Names are tokens and values hold no control byte but HTAB: who appends has
 * checked it.
 */
public final class Fields {
  private static final int STRIDE = 5;
  private static final int LARGE = 8 * 1024;

  private byte[] bytes;
  private int length;
  private int[] at;
  private int count;
  private long present;

  public Fields(int bytes, int fields) {
    this.bytes = new byte[bytes];
    this.at = new int[fields * STRIDE];
  }

  /** A block of name and value pairs, for constants. */
  public static Fields of(String... pairs) {
    Fields fields = new Fields(64, pairs.length / 2);
    for (int i = 0; i < pairs.length; i += 2) {
      fields.add(pairs[i], pairs[i + 1]);
    }
    return fields;
  }

  /** Makes the block empty. What one large block needed is not kept for the next. */
  public void clear() {
    if (bytes.length > LARGE) {
      bytes = new byte[LARGE / 8];
    }
    length = 0;
    count = 0;
    present = 0;
  }

  public int count() {
    return count;
  }

  /** The array that all offsets are in. Read-only for callers; changes with the next append. */
  public byte[] bytes() {
    return bytes;
  }

  /** How much of {@link #bytes()} is in use. */
  public int length() {
    return length;
  }

  public int nameStart(int i) {
    return at[i * STRIDE];
  }

  public int nameEnd(int i) {
    return at[i * STRIDE + 1];
  }

  public int valueStart(int i) {
    return at[i * STRIDE + 2];
  }

  public int valueEnd(int i) {
    return at[i * STRIDE + 3];
  }

  /** The {@link KnownField#code} of the field; negative once it was removed. */
  public int known(int i) {
    return at[i * STRIDE + 4];
  }

  /** Whether the field is gone, or one of those in {@code drop}. */
  public boolean isDropped(int i, long drop) {
    int known = known(i);
    return known < 0 || (known > 0 && (drop >>> known & 1) != 0);
  }

  /** Takes a field out; its line stays in the array and is passed over. */
  public void remove(int i) {
    at[i * STRIDE + 4] = -1;
  }

  public boolean has(KnownField field) {
    return (present & field.bit()) != 0;
  }

  /** Index of the first such field at or after {@code from}, -1 if there is none. */
  public int indexOf(KnownField field, int from) {
    if (has(field)) {
      for (int i = from; i < count; i++) {
        if (known(i) == field.code()) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Index of the first field of that lower-case name at or after {@code from}, -1 if none. */
  public int indexOf(byte[] lowerName, int from) {
    for (int i = from; i < count; i++) {
      if (known(i) >= 0 && Ascii.equalsIgnoreCase(bytes, nameStart(i), nameEnd(i), lowerName)) {
        return i;
      }
    }
    return -1;
  }

  public String name(int i) {
    return Ascii.text(bytes, nameStart(i), nameEnd(i));
  }

  public String value(int i) {
    return Ascii.text(bytes, valueStart(i), valueEnd(i));
  }

  /** Appends bytes that are no field line; only before the first field. Returns their offset. */
  public int append(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    int start = length;
    length += to - from;
    return start;
  }

  /**
   * Makes room for {@code size} bytes that the caller then writes itself from the returned offset
   * on, as a codec does that copies a whole head and marks its lines with {@link #mark}.
   */
  public int claim(int size) {
    reserve(size);
    int start = length;
    length += size;
    return start;
  }

  /** Notes a line that already stands in the array. Lines are marked in their order. */
  public void mark(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    KnownField known = KnownField.of(bytes, nameStart, nameEnd);
    int base = count * STRIDE;
    if (base + STRIDE > at.length) {
      at = Arrays.copyOf(at, Math.max(at.length * 2, STRIDE * 8));
    }
    at[base] = nameStart;
    at[base + 1] = nameEnd;
    at[base + 2] = valueStart;
    at[base + 3] = valueEnd;
    at[base + 4] = known.code();
    count++;
    present |= known.bit();
  }

  /** Appends a field of our own making. */
  public void add(String name, String value) {
    byte[] n = Ascii.bytes(name);
    byte[] v = Ascii.bytes(value);
    if (!Syntax.isToken(n, 0, n.length) || !Syntax.isValue(v, 0, v.length)) {
      throw new IllegalArgumentException("not a field: " + name);
    }
    add(n, v, 0, v.length);
  }

  public void add(byte[] name, byte[] value, int from, int to) {
    int start = length;
    reserve(name.length + to - from + 4);
    put(name, 0, name.length);
    bytes[length++] = ':';
    bytes[length++] = ' ';
    put(value, from, to);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
    int nameEnd = start + name.length;
    mark(start, nameEnd, nameEnd + 2, length - 2);
  }

  /** Appends one field of another block. */
  public void add(Fields source, int i) {
    int start = length;
    int from = source.nameStart(i);
    reserve(source.valueEnd(i) - from + 4);
    put(source.bytes, from, source.nameEnd(i));
    int nameEnd = length;
    bytes[length++] = ':';
    bytes[length++] = ' ';
    put(source.bytes, source.valueStart(i), source.valueEnd(i));
    bytes[length++] = '\r';
    bytes[length++] = '\n';
    mark(start, nameEnd, nameEnd + 2, length - 2);
  }

  /** Appends every field of another block but those that were removed from it. */
  public void addAll(Fields source) {
    for (int i = 0; i < source.count; i++) {
      if (source.known(i) >= 0) {
        add(source, i);
      }
    }
  }

  /** Takes every line of that lower-case name out of the array too: for blocks that are ours. */
  public void delete(byte[] lowerName) {
    if (indexOf(lowerName, 0) < 0) {
      return;
    }
    Fields kept = new Fields(length, count);
    for (int i = 0; i < count; i++) {
      if (!Ascii.equalsIgnoreCase(bytes, nameStart(i), nameEnd(i), lowerName)) {
        kept.add(this, i);
      }
    }
    clear();
    addAll(kept);
  }

  private void put(byte[] source, int from, int to) {
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
