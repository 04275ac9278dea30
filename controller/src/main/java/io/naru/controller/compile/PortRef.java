package io.naru.controller.compile;

import java.util.regex.Pattern;

/// Which port of a Service is meant, as it was written.
sealed interface PortRef {
  Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

  /// As labels and ids have it: equal for what means the same port.
  String text();

  /// The port of a name that is not empty. The digits of a number, which no API server takes for a
  /// name, are that number: a port is found by its text (behaviour 13), and so they are one
  /// upstream.
  static PortRef named(String name) {
    return NUMBER.matcher(name).matches() ? new Numbered(Integer.parseInt(name)) : new Named(name);
  }

  record Numbered(int port) implements PortRef {
    @Override
    public String text() {
      return Integer.toString(port);
    }
  }

  /// Made by [#named].
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
