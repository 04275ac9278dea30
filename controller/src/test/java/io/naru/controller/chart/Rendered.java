package io.naru.controller.chart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
  <T extends HasMetadata> Optional<T> first(Class<T> kind) {
    return all(kind).stream().findFirst();
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// An object of a kind that is not Kubernetes' own.
  Optional<GenericKubernetesResource> custom(String kind) {
    return all(GenericKubernetesResource.class).stream()
        .filter(it -> it.getKind().equals(kind))
        .findFirst();
  }

  /// The pods of the controller.
  PodTemplateSpec pod() {
    return first(Deployment.class)
        .map(it -> it.getSpec().getTemplate())
        .or(() -> first(DaemonSet.class).map(it -> it.getSpec().getTemplate()))
        .orElseThrow();
  }

  /// The command line of the controller.
  public List<String> args() {
    return pod().getSpec().getContainers().getFirst().getArgs();
  }
}
