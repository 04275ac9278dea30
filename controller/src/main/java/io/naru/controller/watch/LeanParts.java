package io.naru.controller.watch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What lean objects have in common. A state has one object for each that the cluster has, so a few
/// empty collections in each part of each of them would outweigh what the objects say.
final class LeanParts {
  /// The fields that the model does not know: nobody reads them, and all objects share this one.
  static final Map<String, Object> NO_MORE = Map.of();

  private LeanParts() {}

  /// The same text, in memory once: for words that several objects have, such as names, namespaces
  /// and path types. The JVM forgets it with the last object that has it.
  static @Nullable String word(@Nullable String text) {
    return text == null ? null : text.intern();
  }

  /// The lean forms of all parts, immutable.
  static <T> List<T> each(@Nullable List<T> parts, UnaryOperator<T> lean) {
    return parts == null
        ? List.of()
        : List.copyOf(parts.stream().filter(Objects::nonNull).map(lean).toList());
  }
}
