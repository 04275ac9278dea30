package io.naru.controller.compile;

/// Which port of a Service is meant, as it was written.
sealed interface PortRef {

  /// As labels and ids have it.
  String text();

  record Numbered(int port) implements PortRef {
    @Override
    public String text() {
      return Integer.toString(port);
    }
  }

  record Named(String name) implements PortRef {
    @Override
    public String text() {
      return name;
    }
  }

  /// The first one, for a Service that a flag names.
  record First() implements PortRef {
    @Override
    public String text() {
      return "";
    }
  }
}
