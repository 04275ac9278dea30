package io.naru.controller.watch;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A state derived step by step holds what a plain map with the same puts and removes holds, and
/// each step's changes are the difference.
class ClusterStatePropertyTest {
  @Property(tries = 300)
  void anySequenceOfEditsHoldsWhatAPlainMapHolds(@ForAll("batches") List<List<Edit>> batches) {
    ClusterState state = ClusterState.empty();
    Map<ObjectKey, HasMetadata> plain = new TreeMap<>();
    for (List<Edit> batch : batches) {
      Map<ObjectKey, HasMetadata> before = new TreeMap<>(plain);
      StateEdit edit = state.edit();
      for (Edit one : batch) {
        one.object.ifPresentOrElse(edit::put, () -> edit.remove(one.key));
        one.object.ifPresentOrElse(
            object -> plain.put(one.key, LeanObject.of(object)), () -> plain.remove(one.key));
      }
      StateEdit.Derived derived = edit.apply();
      ClusterState previous = state;
      state = derived.state();

      assertThat(contents(state)).isEqualTo(plain);
      assertThat(contents(previous)).as("the state before is untouched").isEqualTo(before);
      assertThat(derived.changes().changes()).isEqualTo(difference(before, plain));
      assertSlicesAreIndexed(state);
    }
  }

  private static void assertSlicesAreIndexed(ClusterState state) {
    for (String service : List.of("a", "b")) {
      List<EndpointSlice> scanned =
          state
              .all(Kind.ENDPOINT_SLICE)
              .map(EndpointSlice.class::cast)
              .filter(it ->
                  service.equals(it.getMetadata().getLabels().get("kubernetes.io/service-name")))
              .sorted((a, b) -> a.getMetadata().getName().compareTo(b.getMetadata().getName()))
              .toList();
      assertThat(state.slices("ns", service)).isEqualTo(scanned);
    }
  }

  private static Map<ObjectKey, HasMetadata> contents(ClusterState state) {
    Map<ObjectKey, HasMetadata> all =
        Stream.of(Kind.values())
            .flatMap(state::all)
            .collect(toMap(LeanObject::key, Function.identity()));
    assertThat(Stream.of(Kind.values()).mapToInt(state::count).sum()).isEqualTo(all.size());
    return all;
  }

  private static List<Change> difference(
      Map<ObjectKey, HasMetadata> before, Map<ObjectKey, HasMetadata> after) {
    Stream<Change> gone =
        before.keySet().stream()
            .filter(key -> !after.containsKey(key))
            .map(key -> new Change(key, Change.How.REMOVED));
    Stream<Change> there =
        after.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
            .map(entry ->
                new Change(
                    entry.getKey(),
                    before.containsKey(entry.getKey()) ? Change.How.UPDATED : Change.How.ADDED));
    return Stream.concat(gone, there).sorted().toList();
  }

  @Provide
  Arbitrary<List<List<Edit>>> batches() {
    Arbitrary<String> names = Arbitraries.integers().between(0, 40).map(i -> "n" + i);
    Arbitrary<String> values = Arbitraries.of("a", "b");
    Arbitrary<Edit> ingress =
        Combinators.combine(names, values)
            .as((name, host) -> Edit.put(Objects.ingress("ns", name, host)));
    Arbitrary<Edit> slice =
        Combinators.combine(names, values, values)
            .as((name, service, address) -> Edit.put(Objects.slice("ns", name, service, address)));
    Arbitrary<Edit> removal =
        Combinators.combine(names, Arbitraries.of(Kind.INGRESS, Kind.ENDPOINT_SLICE))
            .as((name, kind) -> new Edit(new ObjectKey(kind, "ns", name), Optional.empty()));
    return Arbitraries.oneOf(ingress, slice, removal).list().ofMaxSize(12).list().ofMaxSize(12);
  }

  record Edit(ObjectKey key, Optional<HasMetadata> object) {
    static Edit put(HasMetadata object) {
      return new Edit(LeanObject.key(object), Optional.of(object));
    }
  }
}
