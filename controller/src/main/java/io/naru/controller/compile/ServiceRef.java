package io.naru.controller.compile;

/// A port of a Service, as an Ingress names it. That it exists is not said.
record ServiceRef(String namespace, String name, PortRef port) {

  /// `default/web`.
  String path() {
    return namespace + "/" + name;
  }
}
