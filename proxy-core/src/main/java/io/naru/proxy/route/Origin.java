package io.naru.proxy.route;

import java.util.List;
import java.util.Optional;

/** What an operator wants to see of the object behind a route: ordered labels, opaque here. */
public record Origin(List<Label> labels) {
  public static final Origin NONE = new Origin(List.of());

  /** One name with its value. */
  public record Label(String name, String value) {}

  public Origin {
    labels = List.copyOf(labels);
  }

  /** The value of the first label of that name. */
  public Optional<String> value(String name) {
    return labels.stream().filter(l -> l.name().equals(name)).map(Label::value).findFirst();
  }
}
