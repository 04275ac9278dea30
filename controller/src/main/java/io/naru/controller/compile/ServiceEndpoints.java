package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.naru.controller.compile.Endpoints.Found;
import io.naru.controller.compile.Endpoints.Unusable;
import io.naru.proxy.upstream.Endpoint;
import java.util.List;
import java.util.Optional;

/// Finds what is behind a port of a Service (behaviour 13).
final class ServiceEndpoints {
  private final CompileOptions options;
  private final Reading reading;

  ServiceEndpoints(CompileOptions options, Reading reading) {
    this.options = options;
    this.reading = reading;
  }

  /// @param clusterAddress the Service's own address, where it has one (`service-upstream`)
  Endpoints of(ServiceRef reference, boolean clusterAddress) {
    return reading
        .service(reference.namespace(), reference.name())
        .map(service -> of(service, reference, clusterAddress))
        .orElseGet(
            () -> new Unusable("names Service " + reference.path() + ", which does not exist"));
  }

  private Endpoints of(Service service, ServiceRef reference, boolean clusterAddress) {
    if ("ExternalName".equals(service.getSpec().getType())) {
      return new ExternalEndpoints(options.externalNames(), reading)
          .of(service, reference.port(), reference.path());
    }
    ServicePorts ports = new ServicePorts(service);
    Optional<Endpoints> own =
        clusterAddress ? clusterEndpoint(service, ports, reference) : Optional.empty();
    return own.orElseGet(() -> fromSlices(ports, reference));
  }

  private Optional<Endpoints> clusterEndpoint(
      Service service, ServicePorts ports, ServiceRef reference) {
    return Optional.ofNullable(service.getSpec().getClusterIP())
        .flatMap(IpLiteral::of)
        .flatMap(address ->
            ports
                .ownNumber(reference.port())
                .filter(IpLiteral::isPort)
                .map(port -> clusterEndpoint(address, port, reference)));
  }

  private Endpoints clusterEndpoint(IpLiteral address, int port, ServiceRef reference) {
    return own().forbid(address, port)
        ? new Unusable("names Service " + reference.path() + ", which is a port of Naru itself")
        : new Found(List.of(new Endpoint(address.text(), port)), mayLeadBack(reference));
  }

  private OwnPorts own() {
    return new OwnPorts(options.ownPorts());
  }

  private Endpoints fromSlices(ServicePorts ports, ServiceRef reference) {
    return ports
        .meant(reference.port())
        .<Endpoints>map(port ->
            new Found(SliceEndpoints.of(slices(reference), port, own()), mayLeadBack(reference)))
        .orElseGet(() -> new Unusable(without(ports, reference)));
  }

  private boolean mayLeadBack(ServiceRef reference) {
    return !slices(reference).stream().allMatch(SliceEndpoints::areSelected);
  }

  private List<EndpointSlice> slices(ServiceRef reference) {
    return reading.slices(reference.namespace(), reference.name());
  }

  private static String without(ServicePorts ports, ServiceRef reference) {
    return "names port "
        + reference.port().text()
        + ", which Service "
        + reference.path()
        + (ports.isOfAnotherProtocol(reference.port())
            ? " has, but not for TCP"
            : " does not have");
  }
}
