package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.List;
import java.util.function.Predicate;

/// The RBAC rules that allow what an [Access] needs, and nothing else: one rule a permission, in
/// the order of the list.
///
/// @param cluster of a ClusterRole; perhaps empty where one namespace is watched
/// @param own of a Role in the controller's namespace
/// @param watched of a Role in the one namespace that is watched; empty where all are, or where it
///   is the controller's own
public record Roles(List<PolicyRule> cluster, List<PolicyRule> own, List<PolicyRule> watched) {

  public static Roles of(Access access) {
    return access.namespace().isEmpty()
        ? clusterWide(access)
        : ofOneNamespace(access, access.namespace().get());
  }

  private static Roles clusterWide(Access access) {
    return new Roles(
        rules(access, it -> !isOwn(it) && it.reach() != Reach.WATCHED_NAMESPACE),
        rules(access, Roles::isOwn),
        List.of());
  }

  private static Roles ofOneNamespace(Access access, String namespace) {
    boolean same = namespace.equals(access.names().namespace());
    return new Roles(
        rules(access, it -> it.reach() == Reach.CLUSTER_NAMED),
        rules(access, it -> isOwn(it) || it.reach() == Reach.WATCHED || same && isWatched(it)),
        same ? List.of() : rules(access, Roles::isWatched));
  }

  private static boolean isOwn(Permission permission) {
    return permission.reach() == Reach.OWN || permission.reach() == Reach.OWN_NAMED;
  }

  private static boolean isWatched(Permission permission) {
    return permission.reach() == Reach.WATCHED || permission.reach() == Reach.WATCHED_NAMESPACE;
  }

  private static List<PolicyRule> rules(Access access, Predicate<Permission> which) {
    return access.permissions().filter(which).map(it -> rule(it, access)).toList();
  }

  static PolicyRule rule(Permission permission, Access access) {
    return new PolicyRuleBuilder()
        .withApiGroups(permission.group())
        .withResources(permission.resource())
        .withVerbs(permission.verbs().stream().sorted().map(Verb::toString).toList())
        .withResourceNames(names(permission, access))
        .build();
  }

  private static List<String> names(Permission permission, Access access) {
    return switch (permission.reach()) {
      case OWN_NAMED, CLUSTER_NAMED -> List.of(access.names().of(permission));
      case WATCHED_NAMESPACE -> access.namespace().map(List::of).orElse(List.of());
      case CLUSTER, WATCHED, OWN -> List.of();
    };
  }
}
