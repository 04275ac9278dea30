package io.naru.controller.object;

/// The kinds of object that a table is made from; no other kind is read or kept.
public enum Kind {
  INGRESS("Ingress", "networking.k8s.io", "v1", true),
  INGRESS_CLASS("IngressClass", "networking.k8s.io", "v1", false),
  SERVICE("Service", "", "v1", true),
  ENDPOINT_SLICE("EndpointSlice", "discovery.k8s.io", "v1", true),
  SECRET("Secret", "", "v1", true),
  CONFIG_MAP("ConfigMap", "", "v1", true),
  NAMESPACE("Namespace", "", "v1", false);

  private final String text;
  private final String group;
  private final String apiVersion;
  private final boolean namespaced;

  Kind(String text, String group, String version, boolean namespaced) {
    this.text = text;
    this.group = group;
    this.apiVersion = group.isEmpty() ? version : group + "/" + version;
    this.namespaced = namespaced;
  }

  /// The kind as manifests write it, for example `EndpointSlice`.
  public String text() {
    return text;
  }

  /// The API group, empty for the core group.
  public String group() {
    return group;
  }

  /// What a manifest of this kind has as `apiVersion`, for example `networking.k8s.io/v1` or `v1`.
  public String apiVersion() {
    return apiVersion;
  }

  /// Whether objects of this kind live in a namespace.
  public boolean namespaced() {
    return namespaced;
  }

  @Override
  public String toString() {
    return text;
  }
}
