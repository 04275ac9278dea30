package io.naru.controller.chart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The objects of a release.
public record Rendered(List<HasMetadata> objects) {
  private static final Pattern BETWEEN = Pattern.compile("(?m)^---$");

  public static Rendered of(String yaml) {
    KubernetesSerialization serialization = new KubernetesSerialization();
    return new Rendered(
        Arrays.stream(BETWEEN.split(yaml))
            .filter(it -> it.contains("kind:"))
            .<HasMetadata>map(serialization::unmarshal)
            .toList());
  }

  /// The first of a kind.
  public <T extends HasMetadata> Optional<T> first(Class<T> kind) {
    return all(kind).stream().findFirst();
  }

  /// All of a kind.
  public <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The pods of the controller.
  public PodTemplateSpec pod() {
    return first(Deployment.class)
        .map(it -> it.getSpec().getTemplate())
        .or(() -> first(DaemonSet.class).map(it -> it.getSpec().getTemplate()))
        .orElseThrow();
  }

  /// The command line of the controller.
  public List<String> args() {
    return pod().getSpec().getContainers().getFirst().getArgs();
  }

  /// Every object as people write it, as in `service/naru`.
  public Set<String> names() {
    return objects.stream()
        .map(it -> it.getKind().toLowerCase(Locale.ROOT) + "/" + it.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  /// Where the account of the controller is.
  public String namespace() {
    return first(ServiceAccount.class).orElseThrow().getMetadata().getNamespace();
  }

  /// Of the ClusterRole; empty without one.
  public List<PolicyRule> clusterRules() {
    return first(ClusterRole.class).map(ClusterRole::getRules).orElse(List.of());
  }

  /// Of the Roles, by their namespaces.
  public Map<String, List<PolicyRule>> rules() {
    return all(Role.class).stream()
        .collect(Collectors.toMap(it -> it.getMetadata().getNamespace(), Role::getRules));
  }
}
