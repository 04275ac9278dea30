package io.naru.controller.access;

/// How far a permission reaches.
public enum Reach {
  /// Objects outside of namespaces. A controller of one namespace is not granted them and does
  /// without.
  CLUSTER,
  /// The one object outside of namespaces that [Names] names; granted whatever the scope.
  CLUSTER_NAMED,
  /// All namespaces that are watched, and where only one is, the controller's own too: what flags
  /// refer to may live there.
  WATCHED,
  /// The Namespace object of the one namespace that is watched.
  WATCHED_NAMESPACE,
  /// The controller's own namespace.
  OWN,
  /// The one object in the controller's own namespace that [Names] names.
  OWN_NAMED
}
