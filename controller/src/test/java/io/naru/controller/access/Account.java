package io.naru.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.naru.controller.testkit.TestNamespace;
import java.util.List;

/// A ServiceAccount that may do what some roles say, in a test's namespace.
public record Account(TestNamespace namespace, String name) {
  /// Each question is an answer of the server away from the next.
  private static final int MOST_ASKED = 10_000;

  public static Account with(TestNamespace namespace, String name, Roles roles) {
    Account account = new Account(namespace, name);
    KubernetesClient admin = namespace.admin();
    admin
        .serviceAccounts()
        .inNamespace(namespace.name())
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    account.bindInCluster(roles.cluster());
    account.bind(roles.own());
    return account;
  }

  /// Of the account, whose token the server gives out.
  public Config config() {
    String token =
        namespace
            .admin()
            .serviceAccounts()
            .inNamespace(namespace.name())
            .withName(name)
            .tokenRequest(new TokenRequest())
            .getStatus()
            .getToken();
    Config admin = namespace.cluster().config();
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(admin.getMasterUrl())
        .withCaCertFile(admin.getCaCertFile())
        .withCaCertData(admin.getCaCertData())
        .withTrustCerts(admin.isTrustCerts())
        .withOauthToken(token)
        .build();
  }

  /// Asks until the server's own authoriser knows all rules: it follows roles by a watch.
  public void await(List<PolicyRule> rules) {
    for (PolicyRule rule : rules) {
      for (String verb : rule.getVerbs()) {
        await(rule, verb);
      }
    }
  }

  private void await(PolicyRule rule, String verb) {
    int asked = 0;
    while (!may(rule, verb)) {
      assertThat(++asked).as("questions whether it may %s %s", verb, rule).isLessThan(MOST_ASKED);
    }
  }

  private boolean may(PolicyRule rule, String verb) {
    String[] resource = rule.getResources().getFirst().split("/", 2);
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("system:serviceaccount:" + namespace.name() + ":" + name)
            .withNewResourceAttributes()
            .withNamespace(namespace.name())
            .withGroup(rule.getApiGroups().getFirst())
            .withResource(resource[0])
            .withSubresource(resource.length > 1 ? resource[1] : "")
            .withName(rule.getResourceNames().stream().findFirst().orElse(""))
            .withVerb(verb)
            .endResourceAttributes()
            .endSpec()
            .build();
    return namespace
        .admin()
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }

  private void bindInCluster(List<PolicyRule> rules) {
    if (rules.isEmpty()) {
      return;
    }
    String unique = namespace.name() + "-" + name;
    namespace
        .admin()
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(unique)
                .endMetadata()
                .withRules(rules)
                .build())
        .create();
    namespace
        .admin()
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(unique)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", unique)
                .withSubjects(subject())
                .build())
        .create();
  }

  private void bind(List<PolicyRule> rules) {
    if (rules.isEmpty()) {
      return;
    }
    namespace
        .admin()
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build())
        .create();
    namespace
        .admin()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .withSubjects(subject())
                .build())
        .create();
  }

  private Subject subject() {
    return new SubjectBuilder()
        .withKind("ServiceAccount")
        .withNamespace(namespace.name())
        .withName(name)
        .build();
  }
}
