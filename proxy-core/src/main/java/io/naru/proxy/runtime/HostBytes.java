package io.naru.proxy.runtime;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.match.PathMatch;
import java.util.Arrays;
import java.util.List;

/**
 * All that a look-up reads of a host, in one array: the length of its name, the name, the {@link
 * PathTrie} of its paths. Where there are ten thousands of hosts, each further object would be a
 * further miss of the cache.
 */
final class HostBytes {
  private HostBytes() {}

  /**
   * @param paths in order of precedence
   */
  static byte[] of(HostMatch match, List<PathMatch> paths) {
    byte[] name = name(match);
    byte[] front = new byte[name.length + 1];
    front[0] = (byte) name.length;
    System.arraycopy(name, 0, front, 1, name.length);
    return PathTrieWriter.write(front, paths);
  }

  /** What names are compared with: all of it, or what stands behind the wildcard. */
  static byte[] name(HostMatch match) {
    return switch (match) {
      case HostMatch.Exact(String host) -> Ascii.bytes(host);
      case HostMatch.OneLabel(String parent) -> Ascii.bytes(parent);
      case HostMatch.Any() -> new byte[0];
    };
  }

  /** Where the trie begins; names have up to 253 bytes. */
  private static int trie(byte[] host) {
    return 1 + (host[0] & 0xff);
  }

  /** Nearly all clients send names in lower case, and that is compared at once. */
  static boolean isNamed(byte[] host, byte[] bytes, int from, int to) {
    int end = trie(host);
    return end - 1 == to - from
        && (Arrays.equals(host, 1, end, bytes, from, to) || isFolded(host, end, bytes, from));
  }

  private static boolean isFolded(byte[] host, int end, byte[] bytes, int from) {
    for (int i = 1; i < end; i++) {
      if (host[i] != Ascii.lower(bytes[from + i - 1])) {
        return false;
      }
    }
    return true;
  }

  /** The place of the first route that matches; {@link PathTrie#NONE} if none does. */
  static int first(byte[] host, byte[] bytes, int from, int to) {
    return PathTrie.first(host, trie(host), bytes, from, to);
  }
}
