package io.naru.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.naru.controller.access.Access;
import io.naru.controller.access.Feature;
import io.naru.controller.access.Names;
import io.naru.controller.access.Roles;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The roles of a release are those that the program generates for the same settings.
class ChartRolesTest {
  private static final Names NAMES =
      new Names(Chart.NAMESPACE, "naru-leader", "naru-admission", "naru-admission");
  private static final Set<Feature> USUAL = EnumSet.of(Feature.ALL_SECRETS);

  @Test
  void allNamespaces() {
    assertRoles(Map.of(), Optional.empty(), USUAL);
  }

  @Test
  void namespacesByTheirLabels() {
    assertRoles(
        Map.of("controller.scope.namespaceSelector", "team=a"),
        Optional.empty(),
        with(Feature.NAMESPACE_SELECTOR));
  }

  @Test
  void anotherNamespace() {
    assertRoles(
        Map.of("controller.scope.enabled", "true", "controller.scope.namespace", "shop"),
        Optional.of("shop"),
        USUAL);
  }

  @Test
  void itsOwnNamespace() {
    assertRoles(Map.of("controller.scope.enabled", "true"), Optional.of(Chart.NAMESPACE), USUAL);
  }

  @Test
  void everyRoleIsBoundToTheAccount() {
    Rendered rendered = Rendered.of(Chart.rendered(Map.of("serviceAccount.name", "somebody")));
    assertThat(rendered.all(ClusterRole.class)).hasSize(1);
    assertThat(rendered.all(ClusterRoleBinding.class))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getRoleRef().getName()).isEqualTo("naru");
          assertThat(it.getSubjects().getFirst().getName()).isEqualTo("somebody");
          assertThat(it.getSubjects().getFirst().getNamespace()).isEqualTo(Chart.NAMESPACE);
        });
    assertThat(rendered.all(RoleBinding.class)).hasSameSizeAs(rendered.all(Role.class));
  }

  @Test
  void withoutRbacThereIsNone() {
    Rendered rendered = Rendered.of(Chart.rendered(Map.of("rbac.create", "false")));
    assertThat(rendered.all(ClusterRole.class)).isEmpty();
    assertThat(rendered.all(Role.class)).isEmpty();
  }

  private static void assertRoles(
      Map<String, String> values, Optional<String> namespace, Set<Feature> features) {
    Roles wanted = Roles.of(new Access(namespace, NAMES, features));
    Rendered rendered = Rendered.of(Chart.rendered(values));
    assertThat(clusterRules(rendered)).isEqualTo(wanted.cluster());
    Map<String, List<PolicyRule>> roles = new HashMap<>();
    rendered
        .all(Role.class)
        .forEach(it -> roles.put(it.getMetadata().getNamespace(), it.getRules()));
    Map<String, List<PolicyRule>> expected = new HashMap<>();
    expected.put(Chart.NAMESPACE, wanted.own());
    namespace
        .filter(_ -> !wanted.watched().isEmpty())
        .ifPresent(it -> expected.put(it, wanted.watched()));
    expected.values().removeIf(List::isEmpty);
    assertThat(roles).isEqualTo(expected);
  }

  private static List<PolicyRule> clusterRules(Rendered rendered) {
    return rendered.first(ClusterRole.class).map(ClusterRole::getRules).orElse(List.of());
  }

  private static Set<Feature> with(Feature... more) {
    EnumSet<Feature> features = EnumSet.copyOf(USUAL);
    features.addAll(List.of(more));
    return features;
  }
}
