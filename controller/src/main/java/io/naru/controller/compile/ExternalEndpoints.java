package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.Service;
import io.naru.controller.compile.Endpoints.Found;
import io.naru.controller.compile.Endpoints.Unusable;
import io.naru.controller.compile.ResolvedNames.Resolution;
import io.naru.proxy.upstream.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The endpoints of a Service of type ExternalName (behaviour 13): what its name resolved to, as
/// long as that is outside of this machine and link (catalogue L1). The addresses are looked at
/// each time, because a name may resolve to others later.
final class ExternalEndpoints {
  private final boolean allowed;
  private final Reading reading;

  /// @param allowed false: `disable-svc-external-name`
  ExternalEndpoints(boolean allowed, Reading reading) {
    this.allowed = allowed;
    this.reading = reading;
  }

  /// @param path of the Service, for people
  Endpoints of(Service service, PortRef written, String path) {
    String name =
        Optional.ofNullable(service.getSpec().getExternalName())
            .orElse("")
            .toLowerCase(Locale.ROOT);
    Optional<Integer> port = new ServicePorts(service).external(written).filter(IpLiteral::isPort);
    if (!allowed) {
      return new Unusable("names Service " + path + ", but disable-svc-external-name is on");
    }
    if (port.isEmpty()) {
      return new Unusable("names a port that Service " + path + " does not have");
    }
    return refusal(name)
        .<Endpoints>map(reason -> new Unusable("names Service " + path + ", which " + reason))
        .orElseGet(() -> resolved(name, port.get(), path));
  }

  /// A clause that goes on after "which".
  private static Optional<String> refusal(String name) {
    String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (relative.isEmpty()) {
      return Optional.of("has no externalName");
    }
    if (relative.equals("localhost") || relative.endsWith(".localhost")) {
      return Optional.of("leads to this machine itself");
    }
    return IpLiteral.of(relative).map(_ -> "has an address as externalName, not a name");
  }

  private Endpoints resolved(String name, int port, String path) {
    Optional<Resolution> resolution = reading.resolution(name);
    if (resolution.isEmpty()) {
      return Found.NONE;
    }
    return switch (resolution.get()) {
      case Resolution.Failed(String reason) ->
          new Unusable("names Service " + path + ", whose externalName " + name + " " + reason);
      case Resolution.Addresses(List<String> literals) -> outside(literals, name, port, path);
    };
  }

  private static Endpoints outside(List<String> literals, String name, int port, String path) {
    List<Endpoint> endpoints =
        literals.stream()
            .flatMap(it -> IpLiteral.of(it).stream())
            .filter(it -> !it.internal())
            .map(it -> new Endpoint(it.text(), port))
            .distinct()
            .toList();
    return endpoints.isEmpty()
        ? new Unusable(
            "names Service "
                + path
                + ", whose externalName "
                + name
                + " resolves to no address outside of this machine and link")
        : new Found(endpoints, true);
  }
}
