package io.naru.controller.watch;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Changes to the index from a Service to its EndpointSlices (label `kubernetes.io/service-name`,
/// behaviour 13), gathered so that a Service with many changed slices gets one new list.
///
/// Thread rule: one thread, one edit.
final class SliceEdits {
  private final ShardedMap<ObjectKey, List<EndpointSlice>> base;
  private final Map<ObjectKey, SortedMap<String, EndpointSlice>> touched = new HashMap<>();

  SliceEdits(ShardedMap<ObjectKey, List<EndpointSlice>> base) {
    this.base = base;
  }

  /// One slice that was before, is after, or both; it may have moved to another Service.
  void replace(Optional<EndpointSlice> before, Optional<EndpointSlice> after) {
    before.ifPresent(slice -> of(slice).ifPresent(it -> it.remove(name(slice))));
    after.ifPresent(slice -> of(slice).ifPresent(it -> it.put(name(slice), slice)));
  }

  Set<ObjectKey> services() {
    return touched.keySet();
  }

  ShardedMap<ObjectKey, List<EndpointSlice>> index() {
    Map<ObjectKey, Optional<List<EndpointSlice>>> lists = HashMap.newHashMap(touched.size());
    touched.forEach((service, slices) ->
        lists.put(
            service,
            slices.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(slices.values()))));
    return base.with(lists);
  }

  /// The slices of the Service that a slice names, to edit; empty if it names none.
  private Optional<SortedMap<String, EndpointSlice>> of(EndpointSlice slice) {
    String service = slice.getMetadata().getLabels().getOrDefault(LeanSlice.SERVICE_NAME, "");
    return service.isEmpty()
        ? Optional.empty()
        : Optional.of(
            touched.computeIfAbsent(
                new ObjectKey(Kind.SERVICE, slice.getMetadata().getNamespace(), service),
                this::current));
  }

  private SortedMap<String, EndpointSlice> current(ObjectKey service) {
    SortedMap<String, EndpointSlice> byName = new TreeMap<>();
    base.get(service).orElse(List.of()).forEach(slice -> byName.put(name(slice), slice));
    return byName;
  }

  private static String name(EndpointSlice slice) {
    return slice.getMetadata().getName();
  }
}
