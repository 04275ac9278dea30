package io.naru.proxy.match;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;

/** RE2/J: its work is bounded by the program's size times the bytes that it reads. */
final class LinearEngine implements Engine {
  private final com.google.re2j.Pattern pattern;

  LinearEngine(com.google.re2j.Pattern pattern) {
    this.pattern = pattern;
  }

  private StepText text(byte[] bytes, int from, int to, Steps steps) {
    return new StepText(bytes, from, to, steps, pattern.programSize());
  }

  @Override
  public Outcome test(byte[] bytes, int from, int to, Steps steps) {
    try {
      boolean found = pattern.matcher(text(bytes, from, to, steps)).find();
      return found ? Outcome.MATCH : Outcome.MISS;
    } catch (StepText.Spent _) {
      return Outcome.SPENT;
    }
  }

  @Override
  public Search search(byte[] bytes, int from, int to, Steps steps) {
    try {
      StepText text = text(bytes, from, to, steps);
      Matcher matcher = pattern.matcher(text);
      return matcher.find() ? new Search.Found(groups(matcher, text)) : Search.MISS;
    } catch (StepText.Spent _) {
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
