package io.naru.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.naru.tls.material.CaBundle;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.PemReader;
import io.naru.tls.material.PemResult;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the leader does round by round, what the others serve, and that nobody is ever refused.
class OwnCertificateTest {
  private static final Duration LIFE = Duration.ofDays(90);
  private static final Rotation ROTATION = new Rotation(List.of("web.naru.svc"), LIFE);

  private final FakeStore store = new FakeStore();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final OwnCertificate leader = replica(true);
  private final OwnCertificate follower = replica(false);

  private OwnCertificate replica(boolean leads) {
    return new OwnCertificate(store, ROTATION, () -> leads, () -> now);
  }

  private static Certificate good(Found<Certificate> found) {
    assertThat(found).isInstanceOf(Found.Good.class);
    return ((Found.Good<Certificate>) found).value();
  }

  private static boolean believes(String authorities, Certificate certificate, Instant when) {
    X509Certificate leaf = certificate.material().chain().getFirst();
    return PemReader.caBundle(authorities) instanceof PemResult.Ok<CaBundle>(CaBundle bundle)
        && !certificate.expired(when)
        && bundle.anchors().stream().anyMatch(it -> signed(leaf, it));
  }

  private static boolean signed(X509Certificate leaf, X509Certificate authority) {
    try {
      leaf.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  @Test
  void theLeaderBeginsInOneRound() {
    Certificate served = good(leader.get());
    assertThat(store.writes()).containsExactly("secret", "configuration");
    assertThat(believes(store.trusted(), served, now)).isTrue();
    assertThat(good(follower.get())).isEqualTo(served);
    assertThat(good(leader.get())).isEqualTo(served);
    assertThat(store.writes()).hasSize(2);
  }

  @Test
  void whoDoesNotLeadWritesNothing() {
    assertThat(follower.get()).isInstanceOf(Found.Bad.class);
    assertThat(store.writes()).isEmpty();
  }

  @Test
  void theNextCertificateIsServedOnlyAfterTheApiServerWasTold() {
    Certificate first = good(leader.get());
    now = now.plus(LIFE.multipliedBy(2).dividedBy(3)).plusSeconds(1);
    assertThat(good(leader.get())).isEqualTo(first); // held as the next one
    assertThat(good(leader.get())).isEqualTo(first); // the API server is told
    assertThat(store.writes()).endsWith("secret", "configuration");
    Certificate second = good(leader.get());
    assertThat(second).isNotEqualTo(first);
    assertThat(good(follower.get())).isEqualTo(second);
    assertThat(believes(store.trusted(), first, now)).isTrue();
    assertThat(believes(store.trusted(), second, now)).isTrue();
  }

  @Test
  void anAuthorityGoesWhenItHasExpired() {
    Certificate first = good(leader.get());
    for (int day = 0; day < 95; day++) {
      now = now.plus(Duration.ofDays(1));
      leader.get();
    }
    assertThat(signedByOneOf(store.trusted(), first)).isFalse();
    assertThat(believes(store.trusted(), good(follower.get()), now)).isTrue();
  }

  private static boolean signedByOneOf(String authorities, Certificate certificate) {
    return believes(authorities, certificate, certificate.notBefore());
  }

  @Test
  void anotherLeaderGoesOnWhereTheLastOneStopped() {
    Certificate first = good(leader.get());
    now = now.plus(LIFE.multipliedBy(2).dividedBy(3)).plusSeconds(1);
    leader.get();
    OwnCertificate other = replica(true);
    assertThat(good(other.get())).isEqualTo(first);
    assertThat(good(other.get())).isNotEqualTo(first);
  }

  @Test
  void aSecretOfNoUseIsWrittenAnew() {
    store.store(new SecretBuilder().withData(Map.of("tls.crt", "!", "ca.crt", "")).build());
    assertThat(follower.get()).isInstanceOf(Found.Bad.class);
    assertThat(believes(store.trusted(), good(leader.get()), now)).isFalse();
    leader.get();
    assertThat(believes(store.trusted(), good(follower.get()), now)).isTrue();
  }

  @Test
  void otherNamesMakeAnotherCertificate() {
    Certificate first = good(leader.get());
    OwnCertificate renamed =
        new OwnCertificate(
            store, new Rotation(List.of("other.naru.svc"), LIFE), () -> true, () -> now);
    assertThat(good(renamed.get())).isEqualTo(first);
    renamed.get();
    assertThat(good(renamed.get()).names()).containsExactly("other.naru.svc");
  }

  @Test
  void whileTheApiServerIsAwayNothingIsLost() {
    Certificate first = good(leader.get());
    store.reachable(false);
    assertThat(leader.get()).isInstanceOf(Found.Bad.class);
    store.reachable(true);
    assertThat(good(leader.get())).isEqualTo(first);
  }

  @Test
  void withoutAConfigurationTheCertificateIsServedAllTheSame() {
    store.withoutConfiguration();
    Certificate served = good(leader.get());
    assertThat(good(leader.get())).isEqualTo(served);
    assertThat(store.writes()).containsExactly("secret");
  }

  /// Two years of rounds, with leaders that change and replicas that look up to three weeks late.
  @Test
  void noReplicaEverServesWhatTheApiServerDoesNotBelieve() {
    Random random = new Random(7);
    List<OwnCertificate> replicas = List.of(replica(true), replica(true), leader);
    leader.get();
    List<Certificate> served = new ArrayList<>();
    replicas.forEach(_ -> served.add(good(follower.get())));
    for (int hour = 0; hour < 2 * 365 * 24; hour += 6) {
      now = now.plus(Duration.ofHours(6));
      if (random.nextInt(3) == 0) {
        replicas.get(random.nextInt(replicas.size())).get();
      }
      for (int i = 0; i < served.size(); i++) {
        if (random.nextInt(28) == 0) {
          served.set(i, good(follower.get()));
        }
        if (served.get(i).expiresWithin(Duration.ofDays(7), now)) {
          served.set(i, good(follower.get()));
        }
        assertThat(believes(store.trusted(), served.get(i), now)).isTrue();
      }
    }
    assertThat(store.writes()).hasSizeGreaterThan(20).hasSizeLessThan(80);
  }

  @Test
  void theSecretIsThatOfAnyServer() {
    leader.get();
    var secret = store.stored().orElseThrow();
    assertThat(secret.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(secret.getData()).containsOnlyKeys("tls.crt", "tls.key", "ca.crt");
    assertThat(Optional.of(Held.of(secret)).map(Found::toString).orElse(""))
        .doesNotContain("PRIVATE");
  }
}
