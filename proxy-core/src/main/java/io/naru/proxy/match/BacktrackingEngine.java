package io.naru.proxy.match;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * {@code java.util.regex}, for what a linear engine cannot do. Every byte that it reads is counted;
 * between two reads it can try no more than the expression's zero-width ways, which are part of
 * what a read costs. It also recurses for each turn of a repeated group: a stack that overflows
 * counts as spent steps.
 */
final class BacktrackingEngine implements Engine {
  /** What one read costs beside the linear engine's unit. */
  static final int UNITS = 8;

  private final java.util.regex.Pattern pattern;
  private final int perRead;

  /**
   * @param ways in how many ways the expression can match without reading, 1 or more
   */
  BacktrackingEngine(java.util.regex.Pattern pattern, int ways) {
    this.pattern = pattern;
    this.perRead = UNITS * ways;
  }

  @Override
  public Outcome test(byte[] bytes, int from, int to, Steps steps) {
    try {
      StepText text = new StepText(bytes, from, to, steps, perRead);
      return pattern.matcher(text).find() ? Outcome.MATCH : Outcome.MISS;
    } catch (StepText.Spent | StackOverflowError _) {
      return Outcome.SPENT;
    }
  }

  @Override
  public Search search(byte[] bytes, int from, int to, Steps steps) {
    try {
      StepText text = new StepText(bytes, from, to, steps, perRead);
      Matcher matcher = pattern.matcher(text);
      return matcher.find() ? new Search.Found(groups(matcher, text)) : Search.MISS;
    } catch (StepText.Spent | StackOverflowError _) {
      return Search.SPENT;
    }
  }

  private static List<String> groups(Matcher matcher, StepText text) {
    List<String> groups = new ArrayList<>(matcher.groupCount());
    for (int i = 1; i <= matcher.groupCount(); i++) {
      int start = matcher.start(i);
      groups.add(start < 0 ? "" : text.text(start, matcher.end(i)));
    }
    return groups;
  }
}
