package io.naru.controller.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestNamespace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnRealCluster
class ApiServerIT {

  @Test
  void versionsAreThoseOfTheObjects(TestNamespace namespace) {
    String version = configMap(namespace, "settings");
    try (ApiServer server = server(namespace)) {
      assertThat(server.objects().versions(Selection.of(Kind.CONFIG_MAP).in(namespace.name())))
          .satisfies(answer ->
              assertThat(answer.asOptional().orElseThrow())
                  .containsEntry(
                      new ObjectKey(Kind.CONFIG_MAP, namespace.name(), "settings"), version));
    }
  }

  @Test
  void aLeaseThatSomebodyElseChangedIsAConflict(TestNamespace namespace) {
    try (ApiServer server = server(namespace)) {
      Leases leases = server.leases();
      assertThat(leases.get()).isEqualTo(new Answer.Absent<Lease>());
      Lease first = leases.create(new LeaseBuilder().build()).asOptional().orElseThrow();
      Lease second = first.edit().editOrNewSpec().withHolderIdentity("a").endSpec().build();
      assertThat(leases.update(second)).isInstanceOf(Answer.Done.class);
      assertThat(leases.update(second)).isInstanceOf(Answer.Conflict.class);
    }
  }

  @Test
  void whatIsNotInTheListDoesNotLeaveTheProcess(TestNamespace namespace) {
    try (ApiServer server = server(namespace)) {
      assertThatThrownBy(() -> server.nodes().get("a"))
          .hasStackTraceContaining("is not in the list of permissions");
    }
  }

  private static String configMap(TestNamespace namespace, String name) {
    return namespace
        .admin()
        .configMaps()
        .inNamespace(namespace.name())
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withData(Map.of("a", "b"))
                .build())
        .create()
        .getMetadata()
        .getResourceVersion();
  }

  private static ApiServer server(TestNamespace namespace) {
    return ApiServer.open(
        namespace.cluster().config(),
        new Access(
            Optional.empty(),
            new Names(namespace.name(), "leader", "cert", "hook"),
            Set.of(Feature.ALL_SECRETS, Feature.ELECTION)));
  }
}
