package io.naru.proxy.testkit.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Field lines in their order, names as they were spelled. */
public record Lines(List<Line> all) {
  public static final Lines NONE = new Lines(List.of());

  /** One field line. */
  public record Line(String name, String value) {
    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  public Lines {
    all = List.copyOf(all);
  }

  /** Names and values in turns. */
  public static Lines of(String... pairs) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      lines.add(new Line(pairs[i], pairs[i + 1]));
    }
    return new Lines(lines);
  }

  public Lines and(String name, String value) {
    List<Line> more = new ArrayList<>(all);
    more.add(new Line(name, value));
    return new Lines(more);
  }

  public List<String> values(String name) {
    return all.stream().filter(line -> line.is(name)).map(Line::value).toList();
  }

  public boolean has(String name) {
    return all.stream().anyMatch(line -> line.is(name));
  }

  /** The value of the one line of that name; empty text if there is none. */
  public String value(String name) {
    List<String> values = values(name);
    if (values.size() > 1) {
      throw new AssertionError(name + " stands " + values.size() + " times: " + this);
    }
    return Optional.of(values).filter(v -> !v.isEmpty()).map(List::getFirst).orElse("");
  }
}
