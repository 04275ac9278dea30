package io.naru.controller.access;

import static io.naru.controller.access.Verb.CREATE;
import static io.naru.controller.access.Verb.GET;
import static io.naru.controller.access.Verb.LIST;
import static io.naru.controller.access.Verb.PATCH;
import static io.naru.controller.access.Verb.UPDATE;
import static io.naru.controller.access.Verb.WATCH;

import java.util.EnumSet;
import java.util.Set;

/// All that the program may do at the API server. RBAC rules are generated from this list and every
/// request is checked against it; each verb is there because something breaks without it.
public enum Permission {
  INGRESSES(
      Feature.SERVING, "networking.k8s.io", "ingresses", Reach.WATCHED, EnumSet.of(LIST, WATCH)),
  INGRESS_CLASSES(
      Feature.SERVING,
      "networking.k8s.io",
      "ingressclasses",
      Reach.CLUSTER,
      EnumSet.of(LIST, WATCH)),
  SERVICES(Feature.SERVING, "", "services", Reach.WATCHED, EnumSet.of(LIST, WATCH)),
  ENDPOINT_SLICES(
      Feature.SERVING,
      "discovery.k8s.io",
      "endpointslices",
      Reach.WATCHED,
      EnumSet.of(LIST, WATCH)),
  CONFIG_MAPS(Feature.SERVING, "", "configmaps", Reach.WATCHED, EnumSet.of(LIST, WATCH)),
  SECRETS(Feature.ALL_SECRETS, "", "secrets", Reach.WATCHED, EnumSet.of(LIST, WATCH)),
  SECRETS_BY_NAME(Feature.SECRETS_BY_NAME, "", "secrets", Reach.WATCHED, EnumSet.of(GET)),
  /// Says at the start whether the namespace of `--watch-namespace` is there.
  WATCHED_NAMESPACE(Feature.SERVING, "", "namespaces", Reach.WATCHED_NAMESPACE, EnumSet.of(GET)),
  NAMESPACES(Feature.NAMESPACE_SELECTOR, "", "namespaces", Reach.CLUSTER, EnumSet.of(LIST, WATCH)),
  /// Server-side apply.
  INGRESS_STATUS(
      Feature.STATUS, "networking.k8s.io", "ingresses/status", Reach.WATCHED, EnumSet.of(PATCH)),
  /// The addresses of the nodes that the replicas run on.
  NODES(Feature.NODE_ADDRESSES, "", "nodes", Reach.CLUSTER, EnumSet.of(GET)),
  /// The replicas, by the labels of this one.
  PODS(Feature.REPLICAS, "", "pods", Reach.OWN, EnumSet.of(GET, LIST)),
  /// A replica that comes or goes takes the address of its node with it, at once.
  PODS_FOLLOWED(Feature.NODE_ADDRESSES, "", "pods", Reach.OWN, EnumSet.of(WATCH)),
  LEASE(
      Feature.ELECTION, "coordination.k8s.io", "leases", Reach.OWN_NAMED, EnumSet.of(GET, UPDATE)),
  /// RBAC cannot tie the creation of an object to its name.
  LEASE_CREATION(Feature.ELECTION, "coordination.k8s.io", "leases", Reach.OWN, EnumSet.of(CREATE)),
  EVENTS(Feature.EVENTS, "events.k8s.io", "events", Reach.WATCHED, EnumSet.of(CREATE, PATCH)),
  WEBHOOK_SECRET(
      Feature.ADMISSION_CERTIFICATE, "", "secrets", Reach.OWN_NAMED, EnumSet.of(GET, UPDATE)),
  WEBHOOK_SECRET_CREATION(
      Feature.ADMISSION_CERTIFICATE, "", "secrets", Reach.OWN, EnumSet.of(CREATE)),
  WEBHOOK_CONFIGURATION(
      Feature.ADMISSION_CERTIFICATE,
      "admissionregistration.k8s.io",
      "validatingwebhookconfigurations",
      Reach.CLUSTER_NAMED,
      EnumSet.of(GET, PATCH));

  private final Feature feature;
  private final String group;
  private final String resource;
  private final Reach reach;

  @SuppressWarnings("ImmutableEnumChecker") // an immutable copy
  private final Set<Verb> verbs;

  Permission(Feature feature, String group, String resource, Reach reach, Set<Verb> verbs) {
    this.feature = feature;
    this.group = group;
    this.resource = resource;
    this.reach = reach;
    this.verbs = Set.copyOf(verbs);
  }

  /// What needs it.
  public Feature feature() {
    return feature;
  }

  /// The API group, empty for the core group.
  public String group() {
    return group;
  }

  /// In the plural, with its subresource if one is meant, as in `ingresses/status`.
  public String resource() {
    return resource;
  }

  public Reach reach() {
    return reach;
  }

  public Set<Verb> verbs() {
    return verbs;
  }
}
