package io.naru.proxy.h2;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * The fields that a loop sends again and again, found by their bytes. A field is kept from its
 * second occurrence on; what was seen once costs a hash and a slot, no copy. Only kept fields enter
 * HPACK's dynamic tables, so ids and dates that never come back push nothing out of them.
 */
final class Lines {
  private static final int SLOTS = 512;
  private static final int LONGEST = 256;

  private static final int BLOCKS = 64;

  private final Line[] lines = new Line[SLOTS];
  private final int[] seen = new int[SLOTS];
  private final Fields[] blocks = new Fields[BLOCKS];
  private final Line[][] blockLines = new Line[BLOCKS][];

  Lines() {
    Arrays.fill(lines, Line.NONE);
  }

  /** The field at the index as it was kept, {@link Line#NONE} if it was not seen lately. */
  Line find(Fields fields, int i) {
    return find(
        fields.bytes(),
        fields.nameStart(i),
        fields.nameEnd(i),
        fields.valueStart(i),
        fields.valueEnd(i));
  }

  private Line find(byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd) {
    if (valueEnd - valueStart > LONGEST) {
      return Line.NONE;
    }
    int hash = hash(bytes, nameStart, nameEnd, 17);
    return kept(
        hash(bytes, valueStart, valueEnd, hash), bytes, nameStart, nameEnd, valueStart, valueEnd);
  }

  private Line kept(int hash, byte[] bytes, int nameStart, int nameEnd, int valueStart, int end) {
    int slot = hash & SLOTS - 1;
    Line line = lines[slot];
    if (line.is(bytes, nameStart, nameEnd, valueStart, end)) {
      return line;
    }
    if (seen[slot] != hash) {
      seen[slot] = hash;
      return Line.NONE;
    }
    line = copy(bytes, nameStart, nameEnd, valueStart, end);
    lines[slot] = line;
    return line;
  }

  /** The same for a value whose name is known. */
  Line find(AsciiString name, byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to, name.hashCode());
    int slot = hash & SLOTS - 1;
    Line line = lines[slot];
    if (line.name().equals(name) && line.isValue(bytes, from, to)) {
      return line;
    }
    if (seen[slot] != hash || to - from > LONGEST) {
      seen[slot] = hash;
      return Line.NONE;
    }
    line = new Line(name, new AsciiString(bytes, from, to - from, true));
    lines[slot] = line;
    return line;
  }

  /** The lines of a block that is the same object for many heads. */
  Line[] of(Fields constants) {
    int slot = System.identityHashCode(constants) & BLOCKS - 1;
    if (blocks[slot] != constants) {
      blocks[slot] = constants;
      blockLines[slot] = copy(constants);
    }
    return blockLines[slot];
  }

  private static Line[] copy(Fields fields) {
    Line[] copies = new Line[fields.count()];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = copy(fields, i);
    }
    return copies;
  }

  static Line copy(Fields fields, int i) {
    return copy(
        fields.bytes(),
        fields.nameStart(i),
        fields.nameEnd(i),
        fields.valueStart(i),
        fields.valueEnd(i));
  }

  private static Line copy(byte[] bytes, int nameStart, int nameEnd, int valueStart, int end) {
    AsciiString name = new AsciiString(bytes, nameStart, nameEnd - nameStart, true).toLowerCase();
    return new Line(name, new AsciiString(bytes, valueStart, end - valueStart, true));
  }

  private static int hash(byte[] bytes, int from, int to, int seed) {
    int hash = seed;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + Ascii.lower(bytes[i]);
    }
    return hash ^ hash >>> 15;
  }
}
