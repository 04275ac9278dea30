package io.naru.proxy.h2;

import java.util.Arrays;

/** The last {@value #SIZE} stream ids that something happened to. */
final class StreamMemory {
  private static final int SIZE = 256;

  private int[] ids = {};
  private int count;

  void add(int id) {
    if (count >= ids.length && ids.length < SIZE) {
      ids = Arrays.copyOf(ids, Math.max(16, ids.length * 2));
    }
    ids[count++ % ids.length] = id;
  }

  boolean contains(int id) {
    int known = Math.min(count, ids.length);
    for (int i = 0; i < known; i++) {
      if (ids[i] == id) {
        return true;
      }
    }
    return false;
  }
}
