package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.naru.controller.access.Access;
import io.naru.controller.access.Account;
import io.naru.controller.access.Roles;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestNamespace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program in a cluster, with exactly the rights that are generated for it.
@OnRealCluster
class ClusterProgramIT {
  @TempDir Path folder;

  @Test
  void itServesAllNamespacesWithoutAForbiddenRequest(TestNamespace namespace) throws Exception {
    assertServesWithoutAForbiddenRequest(namespace);
  }

  @Test
  void itServesOneNamespaceWithoutAForbiddenRequestButForClasses(TestNamespace namespace)
      throws Exception {
    List<String> lines = served(namespace, Flag.WATCH_NAMESPACE, namespace.name());
    assertThat(forbidden(lines))
        .isNotEmpty()
        .allMatch(it -> it.contains("does not let IngressClass be watched"))
        .allMatch(it -> it.contains("the annotation kubernetes.io/ingress.class decides"));
  }

  @Test
  void itReadsSecretsByNameWithoutAForbiddenRequest(TestNamespace namespace) throws Exception {
    assertThat(forbidden(served(namespace, Flag.SECRETS, "by-name"))).isEmpty();
  }

  @Test
  void withoutTheRightToClassesItIsNotReadyAsWithoutAnyOther(TestNamespace namespace)
      throws Exception {
    int health = FreePort.near(10254);
    Map<Flag, String> flags = Map.of(Flag.HEALTHZ_PORT, String.valueOf(health));
    Account account = withoutClasses(namespace, flags);
    try (Naru naru = start(namespace, kubeconfig(account.config()), flags)) {
      assertThat(naru.await(0, it -> it.contains("does not let IngressClass be watched")))
          .contains("nothing is served before the first full list is in");
      assertThat(get(health, "/readyz").statusCode()).isEqualTo(503);
      assertThat(get(health, "/livez").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aClassThatCountsByItsNameNeedsNoRightToClasses(TestNamespace namespace) throws Exception {
    Map<Flag, String> flags = Map.of(Flag.INGRESS_CLASS_BY_NAME, "true");
    Account account = withoutClasses(namespace, flags);
    try (Naru naru = start(namespace, kubeconfig(account.config()), flags)) {
      naru.await(0, it -> it.contains("only the IngressClass named nginx is ours"));
      naru.await(0, it -> it.contains("serving the cluster"));
    }
  }

  private static Account withoutClasses(TestNamespace namespace, Map<Flag, String> flags)
      throws Exception {
    Roles roles = Roles.of(access(namespace, flags));
    List<PolicyRule> others =
        roles.cluster().stream()
            .filter(it -> !it.getResources().contains("ingressclasses"))
            .toList();
    Account account =
        Account.with(namespace, "naru", new Roles(others, roles.own(), roles.watched()));
    account.await(others);
    account.await(roles.own());
    return account;
  }

  @Test
  void itShowsHowItsWatchesFare(TestNamespace namespace) throws Exception {
    try (Naru naru = start(namespace, namespace.cluster().kubeconfig(), Map.of())) {
      String serving = naru.await(0, line -> line.contains("serving the cluster"));
      assertThat(metrics(serving))
          .containsPattern("(?m)^naru_watches [1-9]")
          .containsPattern("(?m)^naru_watches_open [0-9]")
          .containsPattern("(?m)^naru_watches_compared_timestamp_seconds [0-9]");
    }
  }

  private static String metrics(String serving) throws Exception {
    String port = serving.replaceFirst(".*health and metrics on port (\\d+).*", "$1");
    return get(Integer.parseInt(port), "/metrics").body();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aNamespaceThatIsMissingIsNamed(TestNamespace namespace) throws Exception {
    Map<Flag, String> flags = Map.of(Flag.WATCH_NAMESPACE, "nowhere");
    try (Naru naru = start(namespace, namespace.cluster().kubeconfig(), flags)) {
      assertThat(naru.exitCode()).isEqualTo(3);
      assertThat(naru.lines())
          .contains("naru: --watch-namespace=nowhere: there is no such object in the cluster.");
    }
  }

  @Test
  void aDefaultBackendThatIsMissingIsNamed(TestNamespace namespace) throws Exception {
    Map<Flag, String> flags = Map.of(Flag.DEFAULT_BACKEND_SERVICE, "default/nobody");
    try (Naru naru = start(namespace, namespace.cluster().kubeconfig(), flags)) {
      assertThat(naru.exitCode()).isEqualTo(3);
      assertThat(naru.lines())
          .contains(
              "naru: --default-backend-service=default/nobody: there is no such object in the"
                  + " cluster.");
    }
  }

  private void assertServesWithoutAForbiddenRequest(TestNamespace namespace) throws Exception {
    assertThat(forbidden(served(namespace, Flag.V, "0"))).isEmpty();
  }

  private static List<String> forbidden(List<String> lines) {
    return lines.stream().filter(it -> it.contains("forbidden") || it.contains("(403)")).toList();
  }

  /// What it logs until it serves, and on its way out.
  private List<String> served(TestNamespace namespace, Flag flag, String value) throws Exception {
    Map<Flag, String> flags = Map.of(flag, value);
    Roles roles = Roles.of(access(namespace, flags));
    Account account = Account.with(namespace, "naru", roles);
    account.await(roles.cluster());
    account.await(roles.own());
    try (Naru naru = start(namespace, kubeconfig(account.config()), flags)) {
      naru.await(0, line -> line.contains("serving the cluster"));
      naru.terminate();
      assertThat(naru.exitCode()).isZero();
      return naru.lines();
    }
  }

  private static Access access(TestNamespace namespace, Map<Flag, String> flags) throws Refusal {
    Settings settings =
        new SettingsReader(new FlagValues(flags), environment(namespace)).settings();
    return ((Settings.Cluster) settings.source()).access();
  }

  private static Map<String, String> environment(TestNamespace namespace) {
    return Map.of("POD_NAMESPACE", namespace.name(), "POD_NAME", "naru-0");
  }

  private static Naru start(TestNamespace namespace, Path kubeconfig, Map<Flag, String> flags)
      throws Exception {
    Map<Flag, String> all = new HashMap<>(flags);
    all.put(Flag.KUBECONFIG, kubeconfig.toString());
    all.put(Flag.BIND_ADDRESS, "127.0.0.1");
    all.put(Flag.HEALTHZ_HOST, "127.0.0.1");
    for (Flag port :
        Arrays.asList(Flag.HTTP_PORT, Flag.HTTPS_PORT, Flag.HEALTHZ_PORT, Flag.STATUS_PORT)) {
      all.putIfAbsent(port, "0");
    }
    List<String> args = new ArrayList<>(List.of("serve"));
    all.forEach((flag, value) -> args.add(flag + "=" + value));
    ProcessBuilder builder = new ProcessBuilder();
    builder.environment().putAll(environment(namespace));
    return Naru.start(builder, args.toArray(String[]::new));
  }

  private Path kubeconfig(Config config) throws Exception {
    String yaml =
        Serialization.asYaml(
            new ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .withCurrentContext("it")
                .addNewContext()
                .withName("it")
                .withNewContext()
                .withCluster("it")
                .withUser("it")
                .endContext()
                .endContext()
                .addNewCluster()
                .withName("it")
                .withNewCluster()
                .withServer(config.getMasterUrl())
                .withCertificateAuthority(config.getCaCertFile())
                .withCertificateAuthorityData(config.getCaCertData())
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName("it")
                .withNewUser()
                .withToken(config.getOauthToken())
                .endUser()
                .endUser()
                .build());
    return Files.writeString(folder.resolve("kubeconfig"), yaml);
  }
}
