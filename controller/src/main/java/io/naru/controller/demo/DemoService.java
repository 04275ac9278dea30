package io.naru.controller.demo;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Optional;

/// A Service of the examples that needs somebody behind it.
///
/// @param port the name of its one port
/// @param grpc whether it speaks gRPC
record DemoService(String namespace, String name, String port, boolean grpc) {

  /// Of a Service with one port.
  static DemoService of(Service service) {
    ServicePort port = service.getSpec().getPorts().getFirst();
    return new DemoService(
        service.getMetadata().getNamespace(),
        service.getMetadata().getName(),
        Optional.ofNullable(port.getName()).orElse(""),
        "grpc".equals(port.getAppProtocol()));
  }

  /// How it calls itself: `cart`, or `blue/web` outside of the default namespace.
  String title() {
    return namespace.equals("default") ? name : namespace + "/" + name;
  }

  /// The EndpointSlice that leads to a server on this port of the loopback address.
  String slice(int listening) {
    return """
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata:
      name: %s-demo
      namespace: %s
      labels:
        kubernetes.io/service-name: %s
    addressType: IPv4
    ports:
      - name: "%s"
        port: %d
        protocol: TCP
    endpoints:
      - addresses: ["127.0.0.1"]
        conditions:
          ready: true
    """
        .formatted(name, namespace, name, port, listening);
  }
}
