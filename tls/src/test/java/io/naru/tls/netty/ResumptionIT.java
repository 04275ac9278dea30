package io.naru.tls.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import io.naru.tls.select.ServerTls;
import io.naru.tls.select.TlsPolicy;
import io.naru.tls.testkit.TestCertificates;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets towards clients: those of BoringSSL, since the JDK's engine has its own. */
class ResumptionIT {
  private final TestCertificates ca = TestCertificates.authority("ca");
  private final ServerTls tls = serving("a.test");
  private final Serving serving = new Serving(TlsEngine.BORINGSSL, tls);

  @AfterEach
  void close() {
    serving.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theSecondConnectionResumesTheFirst(String version) throws Exception {
    JdkClient client = JdkClient.asking("a.test").versions(version);

    assertThat(resumed(client)).isFalse();
    assertThat(resumed(client)).isTrue();
    assertThat(resumed(JdkClient.asking("a.test").versions(version))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void F7_aTicketOutlivesTwoRotations(String version) throws Exception {
    JdkClient client = JdkClient.asking("a.test").versions(version);
    assertThat(resumed(client)).isFalse();
    for (int i = 0; i < 2; i++) {
      serving.clock.advance(TicketKeys.ROTATION);
      assertThat(resumed(JdkClient.nameless())).isFalse(); // another client's handshake rotates
    }

    assertThat(resumed(client)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void F7_aTicketIsRefusedAfterTheThirdRotation(String version) throws Exception {
    JdkClient client = JdkClient.asking("a.test").versions(version);
    assertThat(resumed(client)).isFalse();
    for (int i = 0; i < 2; i++) {
      serving.clock.advance(TicketKeys.ROTATION);
      assertThat(resumed(JdkClient.nameless())).isFalse();
    }
    serving.clock.advance(TicketKeys.ROTATION);

    assertThat(resumed(client)).isFalse();
    assertThat(resumed(client)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void F7_aTicketIsRefusedAfterItsTimeThoughNobodyCameInBetween(String version) throws Exception {
    JdkClient client = JdkClient.asking("a.test").versions(version);
    assertThat(resumed(client)).isFalse();
    serving.clock.advance(TicketKeys.ROTATION.multipliedBy(3));

    assertThat(resumed(client)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void F4_aTicketIsGoodOnlyUnderTheCertificateUnderWhichItWasGiven(String version)
      throws Exception {
    JdkClient client = JdkClient.asking("a.test").versions(version);
    assertThat(resumed(client)).isFalse();
    serving.inForce.set(serving("a.test"));
    assertThat(resumed(client)).isFalse();
    assertThat(resumed(client)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void F4_aTicketIsGoodOnlyUnderThePolicyUnderWhichItWasGiven(String version) throws Exception {
    JdkClient client = JdkClient.asking("a.test").versions(version);
    assertThat(resumed(client)).isFalse();
    serving.inForce.set(
        new ServerTls(tls.certificates(), TlsPolicy.DEFAULT.withAlpn(java.util.List.of())));

    assertThat(resumed(client)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void withoutTicketsNothingIsResumed(String version) throws Exception {
    serving.inForce.set(
        new ServerTls(tls.certificates(), TlsPolicy.DEFAULT.withSessionTickets(false)));
    JdkClient client = JdkClient.asking("a.test").versions(version);

    for (int i = 0; i < 3; i++) {
      assertThat(resumed(client)).isFalse();
    }
  }

  private boolean resumed(JdkClient client) throws IOException, InterruptedException {
    client.connect(serving.server.address()).close();
    return serving.server.session().resumed();
  }

  private ServerTls serving(String name) {
    CertificateSet set = CertificateSet.of(ca.ec(name).certificate());
    return new ServerTls(CertificateTable.of(set), TlsPolicy.DEFAULT);
  }
}
