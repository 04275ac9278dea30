package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ports of a Service, and which one is meant by what an Ingress says (behaviour 13): one of
/// TCP, whatever other protocols have under the same number.
final class ServicePorts {
  /// What a port of a Service or a slice is that says nothing of it, and the one that is proxied.
  private static final String TCP = "TCP";

  private final List<Port> ports;
  private final List<Port> ofOtherProtocols;

  ServicePorts(Service service) {
    List<ServicePort> all = Optional.ofNullable(service.getSpec().getPorts()).orElse(List.of());
    this.ports = ports(all, true);
    this.ofOtherProtocols = ports(all, false);
  }

  private static List<Port> ports(List<ServicePort> all, boolean tcp) {
    return all.stream()
        .filter(it -> isTcp(it.getProtocol()) == tcp)
        .flatMap(it -> Port.of(it).stream())
        .toList();
  }

  static boolean isTcp(@Nullable String protocol) {
    return protocol == null || protocol.equals(TCP);
  }

  /// @param name empty for one without
  /// @param target a number, or the name of a port of the pods; its own number where the Service
  ///   says nothing
  record Port(String name, int number, String target) {

    static Optional<Port> of(ServicePort port) {
      return Optional.ofNullable(port.getPort())
          .map(number ->
              new Port(
                  Optional.ofNullable(port.getName()).orElse(""),
                  number,
                  target(port).orElse(number.toString())));
    }

    private static Optional<String> target(ServicePort port) {
      return Optional.ofNullable(port.getTargetPort())
          .map(IntOrString::getValue)
          .map(Object::toString)
          .filter(it -> !it.isEmpty() && !it.equals("0"));
    }

    private boolean has(String text) {
      return Stream.of(Integer.toString(number), target, name).anyMatch(text::equals);
    }

    /// The target as a number, 0 where it is a name.
    int targetNumber() {
      return !target.isEmpty()
              && target.chars().allMatch(c -> c >= '0' && c <= '9')
              && target.length() <= 5
          ? Integer.parseInt(target)
          : 0;
    }
  }

  /// The first port whose number, target or name is what is written.
  Optional<Port> meant(PortRef written) {
    return switch (written) {
      case PortRef.First() -> ports.stream().findFirst();
      case PortRef.Numbered _, PortRef.Named _ ->
          ports.stream().filter(it -> it.has(written.text())).findFirst();
    };
  }

  /// Whether what is written is a port of the Service, but one that takes no TCP.
  boolean isOfAnotherProtocol(PortRef written) {
    return meant(written).isEmpty()
        && ofOtherProtocols.stream().anyMatch(it -> it.has(written.text()));
  }

  /// The number of the Service's own port: as written, or that of the port of that name.
  Optional<Integer> ownNumber(PortRef written) {
    return switch (written) {
      case PortRef.First() -> ports.stream().findFirst().map(Port::number);
      case PortRef.Numbered(int number) -> Optional.of(number);
      case PortRef.Named(String name) -> named(name).map(Port::number);
    };
  }

  /// Where an external name listens: the target of the port that is meant, or the number as
  /// written, where the Service has no such port.
  Optional<Integer> external(PortRef written) {
    return switch (written) {
      case PortRef.First() -> ports.stream().findFirst().map(ServicePorts::listening);
      case PortRef.Numbered(int number) ->
          ports.stream()
              .filter(it -> it.number() == number)
              .findFirst()
              .map(ServicePorts::listening)
              .or(() -> Optional.of(number));
      case PortRef.Named(String name) -> named(name).map(ServicePorts::listening);
    };
  }

  private Optional<Port> named(String name) {
    return ports.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private static int listening(Port port) {
    return port.targetNumber() == 0 ? port.number() : port.targetNumber();
  }
}
