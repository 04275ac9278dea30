package io.naru.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestNamespace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The generated roles are enough, and none of their verbs is too many.
@OnRealCluster
class RolesIT {
  private static final Set<Feature> MOST =
      Set.of(
          Feature.ALL_SECRETS,
          Feature.NAMESPACE_SELECTOR,
          Feature.STATUS,
          Feature.REPLICAS,
          Feature.NODE_ADDRESSES,
          Feature.ELECTION,
          Feature.EVENTS,
          Feature.ADMISSION_CERTIFICATE);
  private static final Set<Feature> FEW =
      Set.of(Feature.SECRETS_BY_NAME, Feature.STATUS, Feature.REPLICAS, Feature.NODE_ADDRESSES);

  /// One verb of one permission, and the rule that grants it.
  private record Grant(Permission permission, Verb verb) {
    boolean isIn(PolicyRule rule, Access access) {
      return rule.equals(Roles.rule(permission, access));
    }
  }

  @Test
  void theRolesOfAllNamespacesAreEnough(TestNamespace namespace) throws Exception {
    makeWebhookConfiguration(namespace);
    assertEnough(namespace, everywhere(namespace));
  }

  @Test
  void theRolesOfOneNamespaceAreEnoughForAllInsideOfIt(TestNamespace namespace) throws Exception {
    Access access = one(namespace);
    Roles roles = Roles.of(access);
    Account account = Account.with(namespace, "all", roles);
    account.await(roles.own());
    for (Grant grant : grants(access)) {
      boolean outside = grant.permission().reach() == Reach.CLUSTER;
      assertThat(refusal(account, access, grant))
          .as("%s", grant)
          .isEqualTo(outside ? Optional.of(403) : Optional.empty());
    }
  }

  @Test
  void eachVerbThatIsTakenAwayBreaksSomething(TestNamespace namespace) throws Exception {
    makeWebhookConfiguration(namespace);
    assertNeeded(namespace, everywhere(namespace));
  }

  @Test
  void eachVerbOfOneNamespaceThatIsTakenAwayBreaksSomething(TestNamespace namespace)
      throws Exception {
    assertNeeded(namespace, one(namespace));
  }

  /// To patch one that is not there is no refusal.
  private static void makeWebhookConfiguration(TestNamespace namespace) {
    namespace
        .admin()
        .resource(
            new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(names(namespace).webhookConfiguration())
                .endMetadata()
                .build())
        .create();
  }

  private static void assertEnough(TestNamespace namespace, Access access) throws Exception {
    Roles roles = Roles.of(access);
    Account account = Account.with(namespace, "all", roles);
    account.await(roles.cluster());
    account.await(roles.own());
    for (Grant grant : granted(access)) {
      assertThat(refusal(account, access, grant)).as("%s", grant).isEmpty();
    }
  }

  private static void assertNeeded(TestNamespace namespace, Access access) throws Exception {
    for (Grant grant : granted(access)) {
      Roles roles = without(Roles.of(access), grant, access);
      String name =
          (grant.permission() + "-" + grant.verb()).toLowerCase(Locale.ROOT).replace('_', '-');
      Account account = Account.with(namespace, name, roles);
      account.await(roles.cluster());
      account.await(roles.own());
      assertThat(refusal(account, access, grant)).as("without %s", grant).contains(403);
    }
  }

  private static Optional<Integer> refusal(Account account, Access access, Grant grant)
      throws Exception {
    try (ApiServer server = ApiServers.of(account.config(), access)) {
      return new Deeds(server, account.namespace(), account.name())
          .refusal(grant.permission(), grant.verb());
    }
  }

  private static Access everywhere(TestNamespace namespace) {
    return new Access(Optional.empty(), names(namespace), MOST);
  }

  private static Access one(TestNamespace namespace) {
    return new Access(Optional.of(namespace.name()), names(namespace), FEW);
  }

  private static Names names(TestNamespace namespace) {
    return new Names(namespace.name(), "leader", "certificate", namespace.name() + "-hook");
  }

  private static List<Grant> grants(Access access) {
    return access
        .permissions()
        .flatMap(it -> it.verbs().stream().sorted().map(verb -> new Grant(it, verb)))
        .toList();
  }

  /// Those that a role has.
  private static List<Grant> granted(Access access) {
    Roles roles = Roles.of(access);
    return grants(access).stream()
        .filter(grant ->
            Stream.concat(roles.cluster().stream(), roles.own().stream())
                .anyMatch(rule -> grant.isIn(rule, access)))
        .toList();
  }

  private static Roles without(Roles roles, Grant grant, Access access) {
    return new Roles(
        without(roles.cluster(), grant, access),
        without(roles.own(), grant, access),
        roles.watched());
  }

  private static List<PolicyRule> without(List<PolicyRule> rules, Grant grant, Access access) {
    return rules.stream()
        .map(rule -> grant.isIn(rule, access) ? without(rule, grant.verb()) : rule)
        .filter(rule -> !rule.getVerbs().isEmpty())
        .toList();
  }

  private static PolicyRule without(PolicyRule rule, Verb verb) {
    return new PolicyRuleBuilder(rule).removeFromVerbs(verb.toString()).build();
  }
}
