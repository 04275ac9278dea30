package io.naru.controller.watch.cluster;

/// Whose Ingresses are watched.
public sealed interface Namespaces {

  /// Those of all namespaces.
  record All() implements Namespaces {}

  /// Those of one namespace; nothing else of the cluster is read but what flags refer to.
  record One(String name) implements Namespaces {}

  /// Those of the namespaces whose labels match, which come and go.
  ///
  /// @param labels a label selector as the API has it
  record Selected(String labels) implements Namespaces {}
}
