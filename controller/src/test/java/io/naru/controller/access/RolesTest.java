package io.naru.controller.access;

import static io.naru.controller.access.Feature.ADMISSION_CERTIFICATE;
import static io.naru.controller.access.Feature.ALL_SECRETS;
import static io.naru.controller.access.Feature.ELECTION;
import static io.naru.controller.access.Feature.EVENTS;
import static io.naru.controller.access.Feature.NAMESPACE_SELECTOR;
import static io.naru.controller.access.Feature.NODE_ADDRESSES;
import static io.naru.controller.access.Feature.REPLICAS;
import static io.naru.controller.access.Feature.SECRETS_BY_NAME;
import static io.naru.controller.access.Feature.STATUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesTest {
  private static final Names NAMES = new Names("naru", "naru-leader", "naru-cert", "naru-hook");

  @Test
  void aControllerOfAllNamespacesHasAClusterRoleAndOneForItsOwnNamespace() {
    Roles roles =
        Roles.of(everywhere(ALL_SECRETS, STATUS, REPLICAS, NODE_ADDRESSES, ELECTION, EVENTS));

    assertThat(lines(roles.cluster()))
        .containsExactly(
            "networking.k8s.io/ingresses [] list watch",
            "networking.k8s.io/ingressclasses [] list watch",
            "/services [] list watch",
            "discovery.k8s.io/endpointslices [] list watch",
            "/configmaps [] list watch",
            "/secrets [] list watch",
            "networking.k8s.io/ingresses/status [] patch",
            "/nodes [] get",
            "events.k8s.io/events [] create patch");
    assertThat(lines(roles.own()))
        .containsExactly(
            "/pods [] get list",
            "/pods [] watch",
            "coordination.k8s.io/leases [naru-leader] get update",
            "coordination.k8s.io/leases [] create");
    assertThat(roles.watched()).isEmpty();
  }

  @Test
  void aControllerOfOneNamespaceHasNoClusterRole() {
    Roles roles = Roles.of(in("shop", ALL_SECRETS, STATUS, REPLICAS));

    assertThat(roles.cluster()).isEmpty();
    assertThat(lines(roles.watched()))
        .containsExactly(
            "networking.k8s.io/ingresses [] list watch",
            "/services [] list watch",
            "discovery.k8s.io/endpointslices [] list watch",
            "/configmaps [] list watch",
            "/secrets [] list watch",
            "/namespaces [shop] get",
            "networking.k8s.io/ingresses/status [] patch");
    assertThat(lines(roles.own())).contains("/configmaps [] list watch", "/pods [] get list");
  }

  @Test
  void whereTheOneNamespaceIsItsOwnOneRoleIsEnough() {
    Roles roles = Roles.of(in("naru", ALL_SECRETS));

    assertThat(roles.watched()).isEmpty();
    assertThat(lines(roles.own())).contains("/namespaces [naru] get").doesNotHaveDuplicates();
  }

  @Test
  void aWebhookConfigurationIsGrantedByNameWhateverTheScope() {
    assertThat(lines(Roles.of(in("shop", ALL_SECRETS, ADMISSION_CERTIFICATE)).cluster()))
        .containsExactly(
            "admissionregistration.k8s.io/validatingwebhookconfigurations [naru-hook] get patch");
  }

  @Test
  void secretsByNameAreNeitherListedNorWatched() {
    assertThat(lines(Roles.of(everywhere(SECRETS_BY_NAME)).cluster()))
        .contains("/secrets [] get")
        .noneMatch(line -> line.startsWith("/secrets") && line.contains("list"));
  }

  @Test
  void secretsAreReadOneWayOrTheOther() {
    assertThatThrownBy(() -> everywhere()).hasMessageContaining("all or by name");
    assertThatThrownBy(() -> everywhere(ALL_SECRETS, SECRETS_BY_NAME))
        .hasMessageContaining("all or by name");
  }

  @Test
  void aNamespaceIsNamedOrSelected() {
    assertThatThrownBy(() -> in("shop", ALL_SECRETS, NAMESPACE_SELECTOR))
        .hasMessageContaining("one namespace");
  }

  private static Access everywhere(Feature... features) {
    return new Access(Optional.empty(), NAMES, Set.of(features));
  }

  private static Access in(String namespace, Feature... features) {
    return new Access(Optional.of(namespace), NAMES, Set.copyOf(Arrays.asList(features)));
  }

  private static List<String> lines(List<PolicyRule> rules) {
    return rules.stream()
        .map(it ->
            "%s/%s %s %s"
                .formatted(
                    it.getApiGroups().getFirst(),
                    it.getResources().getFirst(),
                    it.getResourceNames(),
                    String.join(" ", it.getVerbs())))
        .toList();
  }
}
