package io.naru.proxy.runtime;

import io.naru.proxy.match.PathMatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a host's exact and prefix routes comes first among those that match a path. One pass
 * over the path looks up each of its prefixes that ends at a segment, so that the cost depends on
 * the path and not on the number of routes. Immutable.
 */
final class PathIndex {
  /** No route: above every place in the list. */
  static final int NONE = Integer.MAX_VALUE;

  private final ByteIndex paths;
  private final int[] exact;
  private final int[] prefix;
  private final int everything;
  private final int longest;

  /**
   * @param matches in order of precedence; expressions among them are passed over
   */
  PathIndex(List<PathMatch> matches, long multiplier) {
    Map<String, Integer> ordinals = new LinkedHashMap<>();
    int all = NONE;
    for (int i = 0; i < matches.size(); i++) {
      if (matches.get(i) instanceof PathMatch.Prefix(String path) && path.equals("/")) {
        all = Math.min(all, i);
      } else if (!literal(matches.get(i)).isEmpty()) {
        ordinals.putIfAbsent(literal(matches.get(i)), ordinals.size());
      }
    }
    this.everything = all;
    this.exact = new int[ordinals.size()];
    this.prefix = new int[ordinals.size()];
    Arrays.fill(exact, NONE);
    Arrays.fill(prefix, NONE);
    for (int i = matches.size() - 1; i >= 0; i--) {
      note(matches.get(i), i, ordinals);
    }
    List<byte[]> keys = new ArrayList<>();
    ordinals.keySet().forEach(path -> keys.add(path.getBytes(StandardCharsets.UTF_8)));
    this.paths = new ByteIndex(keys, multiplier);
    this.longest = keys.stream().mapToInt(key -> key.length).max().orElse(0);
  }

  private static String literal(PathMatch match) {
    return switch (match) {
      case PathMatch.Exact(String path) -> path;
      case PathMatch.Prefix(String path) -> path;
      case PathMatch.Expression _ -> "";
    };
  }

  /** Called from the last place to the first, so that the first one stays. */
  private void note(PathMatch match, int place, Map<String, Integer> ordinals) {
    int ordinal = ordinals.getOrDefault(literal(match), -1);
    switch (match) {
      case PathMatch.Exact _ -> exact[ordinal] = place;
      case PathMatch.Prefix _ when ordinal >= 0 -> prefix[ordinal] = place;
      case PathMatch.Prefix _, PathMatch.Expression _ -> {}
    }
  }

  /** The place of the first route that matches the normalised path; {@link #NONE} if none does. */
  int first(byte[] bytes, int from, int to) {
    int best = everything;
    int limit = to - from > longest ? from + longest : to;
    long hash = 0;
    for (int i = from; i < limit; i++) {
      hash = paths.roll(hash, bytes[i]);
      int end = i + 1;
      if (end == to || bytes[end] == '/' || bytes[i] == '/') {
        int ordinal = paths.find(bytes, from, end, hash);
        if (ordinal >= 0) {
          best = Math.min(best, end == to ? whole(ordinal) : prefix[ordinal]);
        }
      }
    }
    return best;
  }

  private int whole(int ordinal) {
    return Math.min(exact[ordinal], prefix[ordinal]);
  }
}
