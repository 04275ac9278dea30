package io.naru.controller.watch.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Copies a loaded document into maps with text keys, lists, texts, numbers and booleans that
/// nobody shares. Aliases are written out, under a bound on what they expand to. A field that is
/// null counts as absent and an empty item of a list is dropped, so that no null reaches the
/// objects.
///
/// Thread rule: one document, one thread.
final class PlainTree {
  private final int most;
  private int budget;

  private PlainTree(int most) {
    this.most = most;
    this.budget = most;
  }

  /// @throws YamlEngineException if aliases expand beyond the bounds, or a value is of a type that
  ///   JSON does not have
  static Object copy(Object document, Bounds bounds) {
    return new PlainTree(bounds.values()).copy(document, 0);
  }

  /// A value as the mapping that it is, or an empty one that is not part of the tree.
  @SuppressWarnings("unchecked") // every map of a copied tree has text keys
  static Map<String, Object> mapping(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
  }

  /// The mappings of a list; other items are passed over.
  static List<Map<String, Object>> mappings(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().filter(Map.class::isInstance).map(PlainTree::mapping).toList()
        : List.of();
  }

  /// A value as the text that it is, or an empty text.
  static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private Object copy(Object value, int depth) {
    if (--budget < 0 || depth > BoundedYaml.MAX_DEPTH) {
      throw new YamlEngineException(
          "its aliases expand to more than "
              + most
              + " values or "
              + BoundedYaml.MAX_DEPTH
              + " levels");
    }
    return switch (value) {
      case Map<?, ?> map -> copyMap(map, depth);
      case List<?> list -> copyList(list, depth);
      case String text -> text;
      case Number number -> number;
      case Boolean truth -> truth;
      default ->
          throw new YamlEngineException("it has a value with a tag that manifests cannot have");
    };
  }

  private Map<String, Object> copyMap(Map<?, ?> map, int depth) {
    Map<String, Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, value) -> {
      if (value != null) {
        copy.put(String.valueOf(key), copy(value, depth + 1));
      }
    });
    return copy;
  }

  private List<Object> copyList(List<?> list, int depth) {
    List<Object> copy = new ArrayList<>(list.size());
    for (Object item : list) {
      if (item != null) {
        copy.add(copy(item, depth + 1));
      }
    }
    return copy;
  }
}
