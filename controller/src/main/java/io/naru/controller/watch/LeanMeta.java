package io.naru.controller.watch;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Metadata without managed fields, owners, finalizers and resource version, of which a compile
/// reads nothing; the copies below keep some more than [#name].
final class LeanMeta {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private LeanMeta() {}

  /// Who it is, and no more.
  static ObjectMeta name(ObjectMeta from) {
    ObjectMeta lean = new ObjectMeta();
    lean.setName(LeanParts.word(from.getName()));
    lean.setNamespace(LeanParts.word(from.getNamespace()));
    lean.setLabels(Map.of());
    lean.setAnnotations(Map.of());
    lean.setFinalizers(List.of());
    lean.setManagedFields(List.of());
    lean.setOwnerReferences(List.of());
    lean.setAdditionalProperties(LeanParts.NO_MORE);
    return lean;
  }

  /// Events name the object by its UID as well.
  static ObjectMeta identity(ObjectMeta from) {
    ObjectMeta lean = name(from);
    lean.setUid(from.getUid());
    return lean;
  }

  /// Annotations are settings, one without a value is none, and the older of two objects is heard.
  static ObjectMeta settings(ObjectMeta from) {
    ObjectMeta lean = identity(from);
    lean.setCreationTimestamp(LeanParts.word(from.getCreationTimestamp()));
    lean.setAnnotations(
        Optional.ofNullable(from.getAnnotations()).orElse(Map.of()).entrySet().stream()
            .filter(it -> it.getValue() != null && !it.getKey().equals(LAST_APPLIED))
            .collect(
                Collectors.toUnmodifiableMap(
                    it -> it.getKey().intern(), it -> it.getValue().intern())));
    return lean;
  }

  /// With these labels alone.
  static ObjectMeta labelled(ObjectMeta from, Set<String> labels) {
    ObjectMeta lean = name(from);
    lean.setLabels(
        Optional.ofNullable(from.getLabels()).orElse(Map.of()).entrySet().stream()
            .filter(it -> it.getValue() != null && labels.contains(it.getKey()))
            .collect(
                Collectors.toUnmodifiableMap(
                    it -> it.getKey().intern(), it -> it.getValue().intern())));
    return lean;
  }
}
