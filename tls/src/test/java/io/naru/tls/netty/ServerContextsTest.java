package io.naru.tls.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.TlsPolicy;
import io.naru.tls.select.TlsVersion;
import io.naru.tls.testkit.HandClock;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ServerContextsTest {
  private final TestCertificates ca = TestCertificates.authority("ca");
  private final TestPair pair = ca.ec("a.test");
  private final HandClock clock = new HandClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final ServerContexts contexts =
      new ServerContexts(TlsEngine.BORINGSSL, tasks::add, new TicketKeys(clock), 2);

  @Test
  void whoAsksDoesNotBuild() {
    Future<ServerContext> asked = ask(set(pair), TlsPolicy.DEFAULT);
    assertThat(asked.isDone()).isFalse();

    work();
    assertThat(asked.isSuccess()).isTrue();
  }

  @Test
  void equalValuesShareOneContext() {
    Future<ServerContext> first = ask(set(pair), TlsPolicy.DEFAULT);
    Future<ServerContext> whileBuilding = ask(set(pair), TlsPolicy.DEFAULT);
    work();
    Future<ServerContext> later = ask(set(pair), TlsPolicy.DEFAULT);

    assertThat(later.isDone()).isTrue();
    assertThat(first.getNow()).isSameAs(whileBuilding.getNow()).isSameAs(later.getNow());
  }

  @Test
  void otherValuesGetOthers() {
    Future<ServerContext> first = ask(set(pair), TlsPolicy.DEFAULT);
    Future<ServerContext> otherCertificate = ask(set(ca.ec("a.test")), TlsPolicy.DEFAULT);
    Future<ServerContext> otherPolicy = ask(set(pair), TlsPolicy.DEFAULT.withAlpn(List.of()));
    work();

    assertThat(List.of(first.getNow(), otherCertificate.getNow(), otherPolicy.getNow()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theCacheIsBounded() {
    Future<ServerContext> first = ask(set(pair), TlsPolicy.DEFAULT);
    work();
    for (int i = 0; i < 20; i++) {
      var _ = ask(set(ca.ec("b.test")), TlsPolicy.DEFAULT);
      var _ = ask(set(ca.ec("c.test")), TlsPolicy.DEFAULT);
      work();
    }
    Future<ServerContext> again = ask(set(pair), TlsPolicy.DEFAULT);
    work();

    assertThat(again.getNow()).isNotSameAs(first.getNow());
  }

  @Test
  void whatCannotBeBuiltIsAFailureAndNotTriedAgain() {
    TlsPolicy impossible =
        new TlsPolicy(
            Set.of(TlsVersion.TLS_1_2),
            List.of("DHE-RSA-AES128-GCM-SHA256"),
            List.of(),
            true,
            TlsPolicy.DEFAULT.sessionTimeout());
    Future<ServerContext> asked = ask(set(pair), impossible);
    work();

    assertThat(asked.cause())
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("DHE-RSA-AES128-GCM-SHA256");
    assertThat(ask(set(pair), impossible).cause()).isSameAs(asked.cause());
  }

  @Test
  void F7_aHandshakeWaitsForKeysThatAreDue() {
    var _ = ask(set(pair), TlsPolicy.DEFAULT);
    work();
    clock.advance(TicketKeys.ROTATION);
    Future<ServerContext> asked = ask(set(pair), TlsPolicy.DEFAULT);
    assertThat(asked.isDone()).isFalse();

    work();
    assertThat(asked.isSuccess()).isTrue();
    assertThat(ask(set(pair), TlsPolicy.DEFAULT).isDone()).isTrue();
  }

  private Future<ServerContext> ask(CertificateSet certificates, TlsPolicy policy) {
    return contexts.context(certificates, policy, ImmediateEventExecutor.INSTANCE);
  }

  private void work() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private static CertificateSet set(TestPair pair) {
    return CertificateSet.of(pair.certificate());
  }
}
