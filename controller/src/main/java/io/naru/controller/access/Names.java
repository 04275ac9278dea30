package io.naru.controller.access;

/// The objects that permissions are tied to by name.
///
/// @param namespace the controller's own
/// @param lease of the leader election
/// @param webhookSecret has the certificate of the admission webhook
/// @param webhookConfiguration the ValidatingWebhookConfiguration
public record Names(
    String namespace, String lease, String webhookSecret, String webhookConfiguration) {

  /// The name that ties a permission whose reach is one object.
  ///
  /// @throws IllegalArgumentException if it is tied to none
  String of(Permission permission) {
    return switch (permission) {
      case LEASE -> lease;
      case WEBHOOK_SECRET -> webhookSecret;
      case WEBHOOK_CONFIGURATION -> webhookConfiguration;
      case INGRESSES,
          INGRESS_CLASSES,
          SERVICES,
          ENDPOINT_SLICES,
          CONFIG_MAPS,
          SECRETS,
          SECRETS_BY_NAME,
          WATCHED_NAMESPACE,
          NAMESPACES,
          INGRESS_STATUS,
          NODES,
          PODS,
          PODS_FOLLOWED,
          LEASE_CREATION,
          EVENTS,
          WEBHOOK_SECRET_CREATION ->
          throw new IllegalArgumentException(permission + " is tied to no name");
    };
  }
}
