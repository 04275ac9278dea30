package io.naru.controller.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Comparator;

/// Who wins a conflict between objects (behaviour 5, catalogue A12): the older one, then the one
/// whose namespace and then name come first. (Upstream takes equal ages by namespace/name
/// descending; the catalogue overrules it.) An object without a creationTimestamp, as only a folder
/// can have it, counts as the youngest.
///
/// Times are compared as text: an API server writes them all as `2024-01-31T09:30:00Z`, in UTC and
/// with whole seconds, and the folder source brings what it reads into that form.
public final class Age {
  private static final Comparator<HasMetadata> OLDEST_FIRST =
      Comparator.comparing(HasMetadata::getMetadata, byAge());

  private Age() {}

  /// Older before younger; total over distinct objects of one kind.
  public static Comparator<HasMetadata> oldestFirst() {
    return OLDEST_FIRST;
  }

  /// Older before younger, and no more than that.
  public static Comparator<ObjectMeta> byTime() {
    return Comparator.comparing(
        ObjectMeta::getCreationTimestamp, Comparator.nullsLast(Comparator.naturalOrder()));
  }

  private static Comparator<ObjectMeta> byAge() {
    return byTime()
        .thenComparing(ObjectMeta::getNamespace, Comparator.nullsFirst(Comparator.naturalOrder()))
        .thenComparing(ObjectMeta::getName);
  }
}
