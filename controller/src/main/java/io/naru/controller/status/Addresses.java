package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerStatus;
import io.fabric8.kubernetes.api.model.networking.v1.IngressStatus;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The addresses of one load balancer, each once, by host name and then by IP (behaviour 31).
public record Addresses(List<Address> sorted) {
  static final Addresses NONE = new Addresses(List.of());

  public Addresses {
    sorted = sorted.stream().sorted().distinct().toList();
  }

  public static Addresses of(Collection<Address> addresses) {
    return new Addresses(List.copyOf(addresses));
  }

  /// What an Ingress shows. Whatever the server let in counts: an entry without any address is
  /// none.
  static Addresses shownBy(Ingress ingress) {
    return new Addresses(
        Optional.ofNullable(ingress.getStatus())
            .map(IngressStatus::getLoadBalancer)
            .map(IngressLoadBalancerStatus::getIngress)
            .stream()
            .flatMap(List::stream)
            .flatMap(Addresses::entry)
            .toList());
  }

  /// What a Service of type LoadBalancer got.
  static Addresses gotBy(Service service) {
    return new Addresses(
        Optional.ofNullable(service.getStatus())
            .map(ServiceStatus::getLoadBalancer)
            .map(LoadBalancerStatus::getIngress)
            .stream()
            .flatMap(List::stream)
            .flatMap(Addresses::entry)
            .toList());
  }

  private static Stream<Address> entry(IngressLoadBalancerIngress it) {
    return entry(Optional.ofNullable(it.getHostname()), Optional.ofNullable(it.getIp()));
  }

  private static Stream<Address> entry(LoadBalancerIngress it) {
    return entry(Optional.ofNullable(it.getHostname()), Optional.ofNullable(it.getIp()));
  }

  private static Stream<Address> entry(Optional<String> hostname, Optional<String> ip) {
    String name = hostname.orElse("");
    String literal = ip.orElse("");
    return name.isEmpty() && literal.isEmpty()
        ? Stream.empty()
        : Stream.of(new Address(name, literal));
  }

  Addresses and(Collection<Address> more) {
    return new Addresses(Stream.concat(sorted.stream(), more.stream()).toList());
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }

  List<IngressLoadBalancerIngress> entries() {
    return sorted.stream().map(Address::entry).toList();
  }

  /// `10.0.0.1, 10.0.0.2`, or `no address`.
  @Override
  public String toString() {
    return isEmpty()
        ? "no address"
        : sorted.stream().map(Address::toString).collect(Collectors.joining(", "));
  }
}
