package io.naru.controller.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgeTest {
  @Test
  void theOlderComesFirstThenNamespaceThenNameAndWithoutATimeLast() {
    HasMetadata undated = Objects.ingress("a", "a", "h");
    HasMetadata youngest = aged("a", "a", "2024-01-02T00:00:00Z");
    HasMetadata first = aged("b", "z", "2023-12-31T23:59:59Z");
    HasMetadata byNamespace = aged("a", "z", "2024-01-01T00:00:00Z");
    HasMetadata byName = aged("b", "a", "2024-01-01T00:00:00Z");
    HasMetadata last = aged("b", "b", "2024-01-01T00:00:00Z");

    List<HasMetadata> sorted =
        Stream.of(undated, youngest, last, byName, byNamespace, first)
            .sorted(Age.oldestFirst())
            .toList();

    assertThat(sorted).isEqualTo(List.of(first, byNamespace, byName, last, youngest, undated));
  }

  private static HasMetadata aged(String namespace, String name, String created) {
    HasMetadata object = Objects.ingress(namespace, name, "h");
    object.getMetadata().setCreationTimestamp(created);
    return object;
  }
}
