package io.naru.controller.watch.manifest;

import static io.naru.controller.watch.manifest.PlainTree.mapping;
import static io.naru.controller.watch.manifest.PlainTree.text;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The objects and problems of one file, gathered document by document. What is wrong with an
/// object costs that object only.
///
/// Thread rule: one thread, one file.
final class FileReading {
  private static final String LEFT_OUT = "the object is left out";

  private final String file;
  private final ObjectMapping mapping;
  private final List<HasMetadata> objects = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int ignored;
  private int documents;

  FileReading(String file, ObjectMapping mapping) {
    this.file = file;
    this.mapping = mapping;
  }

  Reading.Manifests manifests() {
    return new Reading.Manifests(objects, problems, ignored);
  }

  /// The next document, empty where nothing stands between two marks.
  void document(Optional<Object> tree) {
    documents++;
    tree.ifPresent(it -> manifest("document " + documents, it));
  }

  private void manifest(String place, Object tree) {
    Map<String, Object> manifest = mapping(tree);
    String kind = text(manifest.get("kind"));
    if (kind.isEmpty()) {
      refuse(place, "is not a Kubernetes object: it has no kind");
    } else if (kind.endsWith("List") && manifest.get("items") instanceof List<?> items) {
      list(place, manifest, items);
    } else {
      object(place, kind, manifest);
    }
  }

  /// Items of a typed list (`IngressList`) may leave out what the list says already.
  private void list(String place, Map<String, Object> list, List<?> items) {
    String kind = text(list.get("kind")).replaceFirst("List$", "");
    int index = 0;
    for (Object item : items) {
      Map<String, Object> manifest = mapping(item);
      if (!kind.isEmpty()) {
        manifest.putIfAbsent("kind", kind);
        manifest.putIfAbsent("apiVersion", text(list.get("apiVersion")));
      }
      manifest(place + ", items[" + index++ + "]", manifest);
    }
  }

  private void object(String place, String kind, Map<String, Object> manifest) {
    String apiVersion = text(manifest.get("apiVersion"));
    switch (ApiKind.of(apiVersion, kind)) {
      case ApiKind.Foreign() -> ignored++;
      case ApiKind.OtherVersion(Kind ours) ->
          refuse(
              place,
              "is a %s of %s, but only %s is read"
                  .formatted(
                      kind,
                      apiVersion.isEmpty() ? "no apiVersion" : "apiVersion " + apiVersion,
                      ours.apiVersion()));
      case ApiKind.Current(Kind ours) -> named(place, ours, manifest, _ -> {});
      case ApiKind.Legacy(Kind ours) ->
          named(place, ours, manifest, key -> convert(key, apiVersion, manifest));
    }
  }

  private void convert(ObjectKey key, String apiVersion, Map<String, Object> manifest) {
    List<String> renamed = LegacyIngress.convert(manifest);
    String current = key.kind().apiVersion();
    problems.add(
        Problem.note(
            key,
            "apiVersion",
            "is " + apiVersion + " (" + file + "), which no API server stores any more",
            "converted from "
                + apiVersion
                + " to "
                + current
                + (renamed.isEmpty()
                    ? ""
                    : ", with nginx." + String.join(", nginx.", renamed) + " as its annotations")));
  }

  private void named(
      String place, Kind kind, Map<String, Object> manifest, Consumer<ObjectKey> before) {
    switch (ObjectName.of(kind, mapping(manifest.get("metadata")))) {
      case ObjectName.Bad(String field, String reason) ->
          refuse(place + " (" + kind + "), " + field, reason);
      case ObjectName.Good(ObjectKey key) -> {
        before.accept(key);
        problems.addAll(PlainTexts.mend(key, file, manifest));
        ServerDefaults.apply(kind, manifest);
        take(key, manifest);
      }
    }
  }

  private void take(ObjectKey key, Map<String, Object> manifest) {
    switch (mapping.map(key.kind(), manifest)) {
      case ObjectMapping.Mapped.Fits(HasMetadata object) -> objects.add(object);
      case ObjectMapping.Mapped.DoesNotFit(Misfit misfit) ->
          problems.add(
              Problem.warning(key, misfit.field(), misfit.reason() + " (" + file + ")", LEFT_OUT));
    }
  }

  private void refuse(String place, String reason) {
    problems.add(Problem.ofFile(file, place, reason, LEFT_OUT));
  }
}
