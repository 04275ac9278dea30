package io.naru.proxy.match;

import java.util.List;

/** What came out of a search with groups. */
public sealed interface Search {
  Search MISS = new Miss();
  Search SPENT = new Spent();

  /**
   * The expression was found.
   *
   * @param groups what each group took from 1 on, empty text for one that took no part
   */
  record Found(List<String> groups) implements Search {
    public Found {
      groups = List.copyOf(groups);
    }

    /** What group {@code n} took; empty text if there is no such group. */
    public String group(int n) {
      return n <= groups.size() ? groups.get(n - 1) : "";
    }
  }

  record Miss() implements Search {}

  /** The steps were spent before it was known. */
  record Spent() implements Search {}
}
