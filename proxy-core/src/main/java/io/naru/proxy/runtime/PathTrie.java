package io.naru.proxy.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which of a host's exact and prefix routes comes first among those that match a path. The cost
 * depends on the path and not on the number of routes. A trie is a range of bytes, because on the
 * way to one host of ten thousands every further object is a miss of the cache, and those are what
 * a look-up costs. {@link PathTrieWriter} writes it.
 *
 * <p>It begins with the width of its numbers, 1, 2 or 4 bytes; 0 is the empty trie. A node: the
 * place of its exact route, that of its prefix route, the length of its label, the number of its
 * children; then the label, the children's first bytes, the children's offsets in the array.
 */
final class PathTrie {
  /** No route: above every place in the list. Written as the largest number of the width. */
  static final int NONE = Integer.MAX_VALUE;

  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /** In a node's head. */
  static final int NUMBERS = 4;

  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ORDER);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ORDER);

  private PathTrie() {}

  private static int read(byte[] trie, int width, int at) {
    return switch (width) {
      case 1 -> trie[at] & 0xff;
      case 2 -> (short) SHORT.get(trie, at) & 0xffff;
      default -> (int) INT.get(trie, at);
    };
  }

  /** {@link #NONE} as it is written in the width. */
  static int none(int width) {
    return NONE >>> Integer.SIZE - 1 - Math.min(Byte.SIZE * width, Integer.SIZE - 1);
  }

  private static int place(byte[] trie, int width, int at) {
    int place = read(trie, width, at);
    return place == none(width) ? NONE : place;
  }

  /**
   * The place of the first route that matches the normalised path; {@link #NONE} if none does.
   *
   * @param root where the trie begins in the array
   */
  static int first(byte[] trie, int root, byte[] bytes, int from, int to) {
    int width = trie[root];
    int best = NONE;
    int node = width == 0 ? -1 : root + 1;
    int at = from;
    while (node >= 0) {
      int label = node + NUMBERS * width;
      int labelEnd = label + read(trie, width, node + 2 * width);
      int end = at + labelEnd - label;
      if (end > to || !Arrays.equals(trie, label, labelEnd, bytes, at, end)) {
        return best;
      }
      int prefix = place(trie, width, node + width);
      if (end == to) {
        return Math.min(best, Math.min(prefix, place(trie, width, node)));
      }
      if (bytes[end] == '/' || bytes[end - 1] == '/') {
        best = Math.min(best, prefix);
      }
      at = end;
      node = child(trie, width, labelEnd, read(trie, width, node + 3 * width), bytes[end]);
    }
    return best;
  }

  /** The child whose label begins with the byte; -1 if there is none. */
  private static int child(byte[] trie, int width, int firsts, int children, byte b) {
    for (int i = 0; i < children; i++) {
      if (trie[firsts + i] == b) {
        return read(trie, width, firsts + children + i * width);
      }
    }
    return -1;
  }
}
