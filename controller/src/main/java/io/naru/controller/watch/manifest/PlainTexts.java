package io.naru.controller.watch.manifest;

import static io.naru.controller.watch.manifest.PlainTree.mapping;
import static io.naru.controller.watch.manifest.PlainTree.text;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Texts of a manifest that are mended, with a problem, rather than costing the object: a number or
/// boolean without quotes where only text is allowed, and a creationTimestamp in another form than
/// [io.naru.controller.watch.Age] compares.
final class PlainTexts {
  private PlainTexts() {}

  /// Changes the tree of one manifest in place.
  static List<Problem> mend(ObjectKey key, String file, Map<String, Object> manifest) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Object> metadata = mapping(manifest.get("metadata"));
    quote(key, file, "metadata.annotations", mapping(metadata.get("annotations")), problems);
    quote(key, file, "metadata.labels", mapping(metadata.get("labels")), problems);
    if (key.kind() == Kind.CONFIG_MAP) {
      quote(key, file, "data", mapping(manifest.get("data")), problems);
    }
    if (key.kind() == Kind.SECRET) {
      quote(key, file, "stringData", mapping(manifest.get("stringData")), problems);
    }
    date(key, file, metadata, problems);
    return problems;
  }

  private static void quote(
      ObjectKey key, String file, String field, Map<String, Object> texts, List<Problem> problems) {
    texts.replaceAll((name, value) -> {
      if (!(value instanceof Number) && !(value instanceof Boolean)) {
        return value;
      }
      problems.add(
          Problem.warning(
              key,
              field + "[" + name + "]",
              "is a number or boolean (" + file + "), where only text is allowed",
              "it is read as text here, but an API server refuses the object: put it in quotes"));
      return value.toString();
    });
  }

  private static void date(
      ObjectKey key, String file, Map<String, Object> metadata, List<Problem> problems) {
    if (!metadata.containsKey("creationTimestamp")) {
      return;
    }
    try {
      metadata.put(
          "creationTimestamp",
          OffsetDateTime.parse(text(metadata.get("creationTimestamp")))
              .toInstant()
              .truncatedTo(ChronoUnit.SECONDS)
              .toString());
    } catch (DateTimeException e) {
      metadata.remove("creationTimestamp");
      problems.add(
          Problem.warning(
              key,
              "metadata.creationTimestamp",
              "is not a time (" + file + ")",
              "the object counts as the youngest"));
    }
  }
}
