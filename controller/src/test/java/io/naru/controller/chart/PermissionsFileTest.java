package io.naru.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.access.Permission;
import io.naru.controller.access.Reach;
import io.naru.controller.access.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The chart grants what the program's list of permissions says. With `-Dgolden=write` its copy of
/// the list is rewritten.
class PermissionsFileTest {
  private static final Path FILE = Chart.FOLDER.resolve("files/permissions.yaml");
  private static final String HEAD =
      """
      # What the controller may ask an API server for. Written by PermissionsFileTest from the list in
      # io.naru.controller.access.Permission, which says why; never by hand.
      """;

  @Test
  void theChartHasTheProgramsList() throws IOException {
    String list =
        Arrays.stream(Permission.values())
            .map(PermissionsFileTest::entry)
            .collect(Collectors.joining("", HEAD, ""));
    if (Chart.WRITE) {
      Files.writeString(FILE, list);
    }
    assertThat(Files.readString(FILE)).isEqualTo(list);
  }

  private static String entry(Permission permission) {
    return "- feature: %s\n  reach: %s\n%s  group: \"%s\"\n  resource: %s\n  verbs: [%s]\n"
        .formatted(
            permission.feature(),
            permission.reach(),
            isNamed(permission) ? "  object: " + permission + "\n" : "",
            permission.group(),
            permission.resource(),
            permission.verbs().stream()
                .sorted()
                .map(Verb::toString)
                .collect(Collectors.joining(", ")));
  }

  private static boolean isNamed(Permission permission) {
    return permission.reach() == Reach.OWN_NAMED || permission.reach() == Reach.CLUSTER_NAMED;
  }
}
