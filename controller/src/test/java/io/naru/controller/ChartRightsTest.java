package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.naru.controller.access.Access;
import io.naru.controller.access.Roles;
import io.naru.controller.chart.Chart;
import io.naru.controller.chart.Rendered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The command lines of the chart are ones that the program takes, and its roles are those that the
/// program generates for them: not a right less, nor one more.
class ChartRightsTest {

  @TestFactory
  Stream<DynamicTest> everyCaseGrantsWhatItsCommandLineNeeds() {
    return Chart.cases().stream()
        .map(it ->
            DynamicTest.dynamicTest(
                it.getFileName().toString(), () -> assertGranted(Rendered.of(Chart.rendered(it)))));
  }

  @Test
  void itsOwnNamespaceTakesOneRole() throws Refusal {
    assertGranted(Rendered.of(Chart.rendered(Map.of("controller.scope.enabled", "true"))));
  }

  @Test
  void theAddressesOfNodesTakeTheRightToSeeThemAndToFollowPods() throws Refusal {
    assertGranted(
        Rendered.of(Chart.rendered(Map.of("controller.publishService.enabled", "false"))));
  }

  @Test
  void whoObservesIsGrantedNoWriteOfAStatus() throws Refusal {
    for (String published : List.of("true", "false")) {
      Rendered observing =
          Rendered.of(
              Chart.rendered(
                  Map.of(
                      "controller.status",
                      "observe",
                      "controller.publishService.enabled",
                      published)));
      assertGranted(observing);
      assertThat(observing.clusterRules())
          .noneMatch(it -> it.getResources().contains("ingresses/status"));
    }
  }

  @Test
  void everyRoleIsBoundToTheAccount() {
    Rendered rendered = Rendered.of(Chart.rendered(Map.of("serviceAccount.name", "somebody")));
    for (ClusterRoleBinding binding : rendered.all(ClusterRoleBinding.class)) {
      assertBound(binding.getRoleRef(), binding.getSubjects());
    }
    for (RoleBinding binding : rendered.all(RoleBinding.class)) {
      assertBound(binding.getRoleRef(), binding.getSubjects());
    }
    assertThat(rendered.names()).contains("clusterrolebinding/naru", "rolebinding/naru");
  }

  private static void assertBound(RoleRef role, List<Subject> subjects) {
    assertThat(role.getName()).isEqualTo("naru");
    assertThat(subjects)
        .singleElement()
        .satisfies(it -> assertThat(it.getName()).isEqualTo("somebody"))
        .satisfies(it -> assertThat(it.getNamespace()).isEqualTo("ingress"));
  }

  @Test
  void withoutRbacThereIsNone() {
    Rendered rendered = Rendered.of(Chart.rendered(Map.of("rbac.create", "false")));
    assertThat(rendered.clusterRules()).isEmpty();
    assertThat(rendered.rules()).isEmpty();
  }

  private static void assertGranted(Rendered rendered) throws Refusal {
    Access access = ChartCommandLine.of(rendered).cluster().access();
    Roles needed = Roles.of(access);
    Map<String, List<PolicyRule>> rules = new HashMap<>();
    rules.put(access.names().namespace(), needed.own());
    access.namespace().ifPresent(it -> rules.merge(it, needed.watched(), (own, _) -> own));
    rules.values().removeIf(List::isEmpty);
    assertThat(rendered.clusterRules()).isEqualTo(needed.cluster());
    assertThat(rendered.rules()).isEqualTo(rules);
  }
}
