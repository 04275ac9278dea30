package io.naru.controller.watch.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads text as the file `web.yaml` and says what came of it.
final class ReadingAssert {
  private static final ManifestReader READER = new ManifestReader();

  private ReadingAssert() {}

  static Reading read(String text) {
    return READER.read("web.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  static Reading.Manifests manifests(String text) {
    assertThat(read(text)).isInstanceOf(Reading.Manifests.class);
    return (Reading.Manifests) read(text);
  }

  static List<String> problems(String text) {
    return manifests(text).problems().stream().map(Problem::sentence).toList();
  }

  static String unreadable(String text) {
    assertThat(read(text)).isInstanceOf(Reading.Unreadable.class);
    return ((Reading.Unreadable) read(text)).reason();
  }

  static <T extends HasMetadata> T only(Class<T> type, String text) {
    List<HasMetadata> objects = manifests(text).objects();
    assertThat(objects).hasSize(1);
    return type.cast(objects.getFirst());
  }
}
