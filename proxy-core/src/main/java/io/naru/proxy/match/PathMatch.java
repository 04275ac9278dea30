package io.naru.proxy.match;

/**
 * The paths a route answers for, as users write them; always compared, as bytes in UTF-8, with the
 * normalised path (behaviour 4).
 */
public sealed interface PathMatch {

  /** Equality, case-sensitive. */
  record Exact(String path) implements PathMatch {
    public Exact {
      requireAbsolute(path);
    }
  }

  /**
   * {@code /p}: the path itself, or what is below it; never {@code /pq}. {@code /p/}: what begins
   * with it. {@code /}: everything.
   */
  record Prefix(String path) implements PathMatch {
    public Prefix {
      requireAbsolute(path);
    }
  }

  /** A regular expression; the pattern says where it is anchored. */
  record Expression(Pattern pattern) implements PathMatch {}

  private static void requireAbsolute(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash: \"" + path + "\"");
    }
  }
}
