package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The addresses of the published Service, by its type (behaviour 31).
final class ServiceAddresses implements AddressFinder {
  private final ObjectKey key;
  private final ShownStatus shown;

  ServiceAddresses(ObjectKey key, ShownStatus shown) {
    this.key = key;
    this.shown = shown;
  }

  @Override
  public Sighting find() {
    return shown.service().<Sighting>map(it -> new Sighting.Found(of(it))).orElseGet(this::missing);
  }

  private Sighting missing() {
    return new Sighting.Unknown(
        Problem.ofProgram(
            "--publish-service",
            "names %s, which does not exist or is not watched".formatted(key),
            "the status of Ingresses stays as it is"));
  }

  static Addresses of(Service service) {
    ServiceSpec spec = Optional.ofNullable(service.getSpec()).orElseGet(ServiceSpec::new);
    List<Address> external =
        ips(Optional.ofNullable(spec.getExternalIPs()).stream().flatMap(List::stream));
    return switch (Optional.ofNullable(spec.getType()).orElse("ClusterIP")) {
      case "LoadBalancer" -> Addresses.gotBy(service).and(external);
      case "NodePort" -> external.isEmpty() ? clusterIp(spec) : Addresses.of(external);
      case "ExternalName" ->
          new Addresses(
              Optional.ofNullable(spec.getExternalName()).flatMap(Address::parse).stream()
                  .toList());
      case String _ -> clusterIp(spec);
    };
  }

  /// None for a headless Service, whose IP is the word None.
  private static Addresses clusterIp(ServiceSpec spec) {
    return Addresses.of(ips(Optional.ofNullable(spec.getClusterIP()).stream()));
  }

  private static List<Address> ips(Stream<String> texts) {
    return texts.filter(Address::isIp).map(Address::ofIp).toList();
  }
}
