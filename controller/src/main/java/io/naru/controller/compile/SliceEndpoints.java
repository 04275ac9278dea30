package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.naru.proxy.upstream.Endpoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The endpoints of a Service's port, from its EndpointSlices (behaviour 13): those that are ready
/// or do not say, each address and port once, in the order of the slices. Whether they also
/// terminate is not asked, and there is no falling back to those that are not ready.
final class SliceEndpoints {
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

  /// It writes the slices of the Services that have a selector, and no others.
  private static final String SELECTION = "endpointslice-controller.k8s.io";

  private final ServicePorts.Port port;
  private final OwnPorts own;
  private final Set<Endpoint> endpoints = new LinkedHashSet<>();

  private SliceEndpoints(ServicePorts.Port port, OwnPorts own) {
    this.port = port;
    this.own = own;
  }

  static List<Endpoint> of(List<EndpointSlice> slices, ServicePorts.Port port, OwnPorts own) {
    SliceEndpoints found = new SliceEndpoints(port, own);
    slices.forEach(found::add);
    return List.copyOf(found.endpoints);
  }

  /// Whether the slice has the pods that a Service selects; anybody may write others.
  static boolean areSelected(EndpointSlice slice) {
    return SELECTION.equals(slice.getMetadata().getLabels().get(MANAGED_BY));
  }

  private void add(EndpointSlice slice) {
    List<Integer> numbers = numbers(slice.getPorts());
    slice.getEndpoints().stream()
        .filter(it -> ready(Optional.ofNullable(it.getConditions())))
        .flatMap(it -> it.getAddresses().stream())
        .flatMap(address -> IpLiteral.of(address).stream())
        .forEach(address -> numbers.forEach(number -> add(address, number)));
  }

  private void add(IpLiteral address, int number) {
    if (!own.forbid(address, number)) {
      endpoints.add(new Endpoint(address.text(), number));
    }
  }

  private static boolean ready(Optional<EndpointConditions> conditions) {
    return conditions.map(EndpointConditions::getReady).orElse(true);
  }

  /// An unnamed port of a Service is any port of the slice, a named one is that of the same name;
  /// where there is none, it is the number that the Service targets.
  private List<Integer> numbers(List<EndpointPort> ports) {
    List<EndpointPort> candidates =
        ports.stream().filter(it -> ServicePorts.isTcp(it.getProtocol())).toList();
    List<Integer> numbers =
        candidates.stream()
            .filter(this::same)
            .map(it -> Optional.ofNullable(it.getPort()).orElse(0))
            .filter(IpLiteral::isPort)
            .distinct()
            .toList();
    boolean targeted = numbers.isEmpty() && candidates.isEmpty() == ports.isEmpty();
    return targeted ? Stream.of(port.targetNumber()).filter(IpLiteral::isPort).toList() : numbers;
  }

  private boolean same(EndpointPort candidate) {
    return port.name().isEmpty()
        || port.name().equals(Optional.ofNullable(candidate.getName()).orElse(""));
  }
}
