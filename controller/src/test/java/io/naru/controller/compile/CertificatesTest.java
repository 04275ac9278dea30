package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.testkit.TestPair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which certificate a host gets (behaviour 24).
class CertificatesTest {
  private static final TestPair A = TestCluster.AUTHORITY.ec("a.test");
  private static final TestPair RSA_A = TestCluster.AUTHORITY.rsa("a.test");
  private static final TestPair WILD = TestCluster.AUTHORITY.ec("*.wild.test");
  private static final CertificateSet SELF_MADE = CertificateSet.of(TestCluster.SELF_MADE);

  private final TestCluster cluster = TestCluster.basic();

  private void aged(String name, String created, String tls, String... hosts) {
    StringBuilder rules = new StringBuilder();
    for (String host : hosts) {
      rules.append("{host: \"").append(host).append("\"},");
    }
    cluster.apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: %s, creationTimestamp: "%s"}
        spec: {ingressClassName: nginx, tls: [%s], rules: [%s]}
        """
            .formatted(name, created, tls, rules));
  }

  private void ingress(String tls, String... hosts) {
    aged("it", "2024-01-01T00:00:00Z", tls, hosts);
  }

  private CertificateSet served(String name) {
    return cluster.compile().certificates().lookup(name);
  }

  private List<String> problems() {
    return cluster.lines("problem");
  }

  @Test
  void anEntryThatNamesTheHostDecides() {
    cluster.apply(TestSecrets.tls("a", A));
    ingress("{hosts: [A.test], secretName: a}", "a.test");
    assertThat(served("a.test")).isEqualTo(CertificateSet.of(A.certificate()));
    assertThat(served("other.test")).isEqualTo(SELF_MADE);
    assertThat(problems()).isEmpty();
  }

  @Test
  void withoutSuchAnEntryOneThatCoversTheHostDoes() {
    cluster.apply(TestSecrets.tls("a", A)).apply(TestSecrets.tls("wild", WILD));
    ingress("{secretName: a}, {secretName: wild}", "x.wild.test", "a.test", "none.test");
    assertThat(served("x.wild.test")).isEqualTo(CertificateSet.of(WILD.certificate()));
    assertThat(served("a.test")).isEqualTo(CertificateSet.of(A.certificate()));
    assertThat(served("none.test")).isEqualTo(SELF_MADE);
  }

  @Test
  void aWildcardHostServesTheNamesUnderIt() {
    cluster.apply(TestSecrets.tls("wild", WILD));
    ingress("{hosts: [\"*.wild.test\"], secretName: wild}", "*.wild.test");
    assertThat(served("x.wild.test")).isEqualTo(CertificateSet.of(WILD.certificate()));
    assertThat(served("y.x.wild.test")).isEqualTo(SELF_MADE);
  }

  @Test
  void aMissingSecretServesTheDefaultUntilItAppears() {
    cluster.apply(TestSecrets.tls("wild", WILD));
    aged(
        "old",
        "2024-01-01T00:00:00Z",
        "{hosts: [\"*.wild.test\"], secretName: wild}",
        "*.wild.test");
    aged("it", "2024-01-02T00:00:00Z", "{hosts: [x.wild.test], secretName: late}", "x.wild.test");
    assertThat(served("x.wild.test")).isEqualTo(SELF_MADE);
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("Secret default/late, which does not exist");
    cluster.apply(TestSecrets.tls("late", WILD));
    assertThat(served("x.wild.test")).isEqualTo(CertificateSet.of(WILD.certificate()));
    assertThat(problems()).isEmpty();
    cluster.delete(Kind.SECRET, "late");
    assertThat(served("x.wild.test")).isEqualTo(SELF_MADE);
  }

  @Test
  void aCertificateForAnotherNameIsNotServed() {
    cluster.apply(TestSecrets.tls("a", A));
    ingress("{hosts: [b.test], secretName: a}", "b.test");
    assertThat(served("b.test")).isEqualTo(SELF_MADE);
    assertThat(problems()).singleElement().asString().contains("not for b.test");
  }

  @Test
  void halfASecretIsOneProblemAndTheDefault() {
    cluster.apply(TestSecrets.of("half", "tls.crt", A.certificatePem()));
    ingress("{hosts: [a.test], secretName: half}", "a.test");
    assertThat(served("a.test")).isEqualTo(SELF_MADE);
    assertThat(problems()).singleElement().asString().contains("the private key is missing");
  }

  @Test
  void twoKindsOfKeyStandSideBySide() {
    cluster.apply(TestSecrets.tls("ec", A)).apply(TestSecrets.tls("rsa", RSA_A));
    ingress("{hosts: [a.test], secretName: ec}, {hosts: [a.test], secretName: rsa}", "a.test");
    assertThat(served("a.test").certificates())
        .containsExactlyInAnyOrder(A.certificate(), RSA_A.certificate());
  }

  @Test
  void theOldestIngressWithATlsSectionDecides() {
    cluster.apply(TestSecrets.tls("a", A));
    aged("young", "2024-02-01T00:00:00Z", "{hosts: [a.test], secretName: a}", "a.test");
    aged("old", "2024-01-01T00:00:00Z", "{hosts: [a.test]}", "a.test");
    assertThat(served("a.test")).isEqualTo(SELF_MADE);
    cluster.delete(Kind.INGRESS, "old");
    assertThat(served("a.test")).isEqualTo(CertificateSet.of(A.certificate()));
  }

  @Test
  void theFlagNamesTheDefault() {
    TestCluster flagged =
        new TestCluster(
            CompileOptions.DEFAULT.withReferences(
                new CompileOptions.References(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new ObjectKey(Kind.SECRET, "default", "a")))));
    assertThat(flagged.compile().certificates().fallback()).isEqualTo(SELF_MADE);
    flagged.apply(TestSecrets.tls("a", A));
    assertThat(flagged.compile().certificates().fallback())
        .isEqualTo(CertificateSet.of(A.certificate()));
  }
}
