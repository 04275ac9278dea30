package io.naru.proxy.runtime;

import io.naru.proxy.match.PathMatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Writes a {@link PathTrie} of exact and prefix paths: a node for each path and each fork. */
final class PathTrieWriter {
  private static final Places NOWHERE = new Places(PathTrie.NONE, PathTrie.NONE);

  private final List<String> paths;
  private final Map<String, Places> places;
  private final int width;
  private final ByteBuffer out;
  private final Deque<Range> open = new ArrayDeque<>();

  private record Places(int exact, int prefix) {
    Places with(PathMatch match, int place) {
      return switch (match) {
        case PathMatch.Exact _ -> new Places(Math.min(exact, place), prefix);
        case PathMatch.Prefix _ -> new Places(exact, Math.min(prefix, place));
        case PathMatch.Expression _ -> this;
      };
    }
  }

  /**
   * A node that is still to be written.
   *
   * @param from the first of its paths
   * @param to behind the last of its paths
   * @param depth how many characters stand in the nodes above
   * @param pointer where its offset goes; -1 for the root
   */
  private record Range(int from, int to, int depth, int pointer) {}

  private PathTrieWriter(byte[] front, SortedMap<String, Places> places, int routes) {
    this.places = places;
    this.paths = new ArrayList<>(places.keySet());
    int nodes = 2 * paths.size();
    int text = front.length + 1 + paths.stream().mapToInt(String::length).sum();
    this.width =
        IntStream.of(1, 2)
            .filter(w -> Math.max(nodes * node(w) + text, routes) < PathTrie.none(w))
            .findFirst()
            .orElse(Integer.BYTES);
    this.out = ByteBuffer.allocate(nodes * node(width) + text).order(PathTrie.ORDER);
    out.put(front);
  }

  /** A node's numbers, and those of its parent that lead to it. */
  private static int node(int width) {
    return PathTrie.NUMBERS * width + 1 + width;
  }

  /**
   * The trie of the literal paths but {@code /} as a prefix, which is everything and needs none.
   *
   * @param front what stands before the trie in its array
   * @param matches in order of precedence
   */
  static byte[] write(byte[] front, List<PathMatch> matches) {
    SortedMap<String, Places> places = new TreeMap<>();
    for (int i = 0; i < matches.size(); i++) {
      PathMatch match = matches.get(i);
      String key = key(match);
      if (!key.isEmpty()) {
        places.put(key, places.getOrDefault(key, NOWHERE).with(match, i));
      }
    }
    return new PathTrieWriter(front, places, matches.size()).write();
  }

  private static String key(PathMatch match) {
    return switch (match) {
      case PathMatch.Exact(String path) -> bytes(path);
      case PathMatch.Prefix(String path) -> path.equals("/") ? "" : bytes(path);
      case PathMatch.Expression _ -> "";
    };
  }

  /** On the wire a path is UTF-8; here each of its bytes is one character. */
  private static String bytes(String path) {
    return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private byte[] write() {
    out.put((byte) (paths.isEmpty() ? 0 : width));
    if (!paths.isEmpty()) {
      open.add(new Range(0, paths.size(), 0, -1));
    }
    while (!open.isEmpty()) {
      Range range = open.remove();
      if (range.pointer >= 0) {
        put(range.pointer, out.position());
      }
      writeNode(range);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private void writeNode(Range range) {
    String first = paths.get(range.from);
    int end = common(first, paths.get(range.to - 1), range.depth);
    boolean isPath = first.length() == end;
    Places here = isPath ? places.getOrDefault(first, NOWHERE) : NOWHERE;
    List<Range> children = children(isPath ? range.from + 1 : range.from, range.to, end);
    append(here.exact);
    append(here.prefix);
    append(end - range.depth);
    append(children.size());
    out.put(first.substring(range.depth, end).getBytes(StandardCharsets.ISO_8859_1));
    children.forEach(child -> out.put((byte) paths.get(child.from).charAt(end)));
    for (Range child : children) {
      open.add(new Range(child.from, child.to, end, out.position()));
      append(0);
    }
  }

  private void append(int number) {
    int at = out.position();
    out.position(at + width);
    put(at, number);
  }

  /** Of {@link PathTrie#NONE} a narrow width keeps the low bytes. */
  private void put(int at, int number) {
    switch (width) {
      case 1 -> out.put(at, (byte) number);
      case 2 -> out.putShort(at, (short) number);
      default -> out.putInt(at, number);
    }
  }

  /** Paths are sorted: what the first and the last share, all between them share. */
  private static int common(String first, String last, int from) {
    int end = from;
    while (end < first.length() && end < last.length() && first.charAt(end) == last.charAt(end)) {
      end++;
    }
    return end;
  }

  private List<Range> children(int from, int to, int depth) {
    List<Range> children = new ArrayList<>();
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || paths.get(i).charAt(depth) != paths.get(start).charAt(depth)) {
        children.add(new Range(start, i, depth, 0));
        start = i;
      }
    }
    return children;
  }
}
