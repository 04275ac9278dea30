package io.naru.proxy.runtime;

import io.naru.proxy.head.Ascii;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the ordinal of a byte string among fixed ones: open addressing over one array, the strings
 * behind one another in another. The hash rolls, so that every prefix of a string can be looked up
 * in one pass; its multiplier is random, so that nobody can write names that collide. Immutable.
 */
final class ByteIndex {
  private final long multiplier;
  private final int shift;

  /** The hash's other half in the high bits, ordinal + 1 in the low ones; 0 is a free slot. */
  private final long[] slots;

  private final int[] starts;
  private final byte[] text;

  /**
   * @param keys without duplicates; their order gives the ordinals
   * @param multiplier odd
   */
  ByteIndex(List<byte[]> keys, long multiplier) {
    this.multiplier = multiplier;
    int bits = 33 - Integer.numberOfLeadingZeros(keys.size());
    this.shift = Long.SIZE - bits;
    this.slots = new long[1 << bits];
    this.starts = new int[keys.size() + 1];
    this.text = new byte[keys.stream().mapToInt(key -> key.length).sum()];
    for (int i = 0; i < keys.size(); i++) {
      add(i, keys.get(i));
    }
  }

  private void add(int ordinal, byte[] key) {
    System.arraycopy(key, 0, text, starts[ordinal], key.length);
    starts[ordinal + 1] = starts[ordinal] + key.length;
    long hash = hash(key, 0, key.length);
    int slot = (int) (hash >>> shift);
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = (hash & 0xffffffffL) << 32 | ordinal + 1;
  }

  int size() {
    return starts.length - 1;
  }

  /** The hash of a string that is one byte longer than the one with {@code hash}; 0 is empty. */
  long roll(long hash, int b) {
    return (hash + (b & 0xff) + 1) * multiplier;
  }

  private long hash(byte[] bytes, int from, int to) {
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = roll(hash, bytes[i]);
    }
    return hash;
  }

  /** The ordinal of the range, of which {@code hash} is the rolled hash; -1 if it is none. */
  int find(byte[] bytes, int from, int to, long hash) {
    int slot = (int) (hash >>> shift);
    for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
      int ordinal = (int) entry - 1;
      if (entry >>> 32 == (hash & 0xffffffffL)
          && Arrays.equals(text, starts[ordinal], starts[ordinal + 1], bytes, from, to)) {
        return ordinal;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return -1;
  }

  int find(byte[] key) {
    return find(key, 0, key.length, hash(key, 0, key.length));
  }

  /** As {@link #find}, for lower-case keys and a range in any case. */
  int findIgnoringCase(byte[] bytes, int from, int to) {
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = roll(hash, Ascii.lower(bytes[i]));
    }
    int slot = (int) (hash >>> shift);
    for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
      int ordinal = (int) entry - 1;
      if (entry >>> 32 == (hash & 0xffffffffL) && equalsIgnoringCase(ordinal, bytes, from, to)) {
        return ordinal;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return -1;
  }

  private boolean equalsIgnoringCase(int ordinal, byte[] bytes, int from, int to) {
    int start = starts[ordinal];
    if (starts[ordinal + 1] - start != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text[start + i - from] != Ascii.lower(bytes[i])) {
        return false;
      }
    }
    return true;
  }
}
