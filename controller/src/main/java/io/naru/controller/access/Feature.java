package io.naru.controller.access;

/// What needs something at the API server, and can be switched off.
public enum Feature {
  /// Serving Ingresses. Always on.
  SERVING,
  /// Reading Secrets by list and watch.
  ALL_SECRETS,
  /// Reading Secrets by name alone, instead of [#ALL_SECRETS].
  SECRETS_BY_NAME,
  /// Choosing namespaces by their labels.
  NAMESPACE_SELECTOR,
  /// Writing addresses into the status of Ingresses.
  STATUS,
  /// Seeing the other replicas: whether this one is the last, and which nodes they run on.
  REPLICAS,
  /// Taking those addresses from the nodes that the replicas run on.
  NODE_ADDRESSES,
  /// Electing a leader among the replicas.
  ELECTION,
  /// Writing Events.
  EVENTS,
  /// Making and rotating the certificate of the admission webhook.
  ADMISSION_CERTIFICATE
}
