package io.naru.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.tls.material.CaBundle;
import io.naru.tls.material.Certificate;
import io.naru.tls.testkit.TestPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The last good certificate counts, and none without the authorities that were wished for.
class MaterialKeeperTest {
  private final ServingTls tls = new ServingTls();
  private final TestPair first = TestWorld.AUTHORITY.ec("first.test");
  private final TestPair second = TestWorld.AUTHORITY.ec("second.test");

  @TempDir private Path folder;
  private Path certificate = Path.of("");
  private Path key = Path.of("");
  private Path authorities = Path.of("");

  @BeforeEach
  void name() {
    certificate = folder.resolve("tls.crt");
    key = folder.resolve("tls.key");
    authorities = folder.resolve("ca.crt");
  }

  private void write(TestPair pair) throws IOException {
    Files.writeString(certificate, pair.certificatePem());
    Files.writeString(key, pair.keyPem());
  }

  private MaterialKeeper keeper(boolean withAuthorities) {
    Supplier<Found<Certificate>> pair = () -> PemFiles.certificate(certificate, key);
    Supplier<Found<CaBundle>> clients = () -> PemFiles.authorities(authorities);
    return new MaterialKeeper(tls, pair, withAuthorities ? Optional.of(clients) : Optional.empty());
  }

  private String served() {
    return tls.material().map(it -> it.certificate().names().getFirst()).orElse("nobody");
  }

  @Test
  void aReplacedPairIsServed() throws IOException {
    try (MaterialKeeper keeper = keeper(false)) {
      write(first);
      keeper.look();
      assertThat(served()).isEqualTo("first.test");
      write(second);
      keeper.look();
      assertThat(served()).isEqualTo("second.test");
    }
  }

  @Test
  void trafficWaitsForTheFirstCertificateButNotForEver() throws IOException {
    try (MaterialKeeper keeper = keeper(false)) {
      assertThat(keeper.obstacle()).contains("the webhook has no certificate yet");
      write(first);
      keeper.look();
      assertThat(keeper.obstacle()).isEmpty();
    }
    try (MaterialKeeper hopeless =
        new MaterialKeeper(new ServingTls(), () -> new Found.Bad<>("none"), Optional.empty())) {
      hopeless.start(Duration.ofMinutes(1), Duration.ZERO);
      assertThat(hopeless.obstacle()).isEmpty();
    }
  }

  @Test
  void halfAReplacementAndRubbishLeaveTheLastGoodOne() throws IOException {
    try (MaterialKeeper keeper = keeper(false)) {
      write(first);
      keeper.look();
      Files.writeString(certificate, second.certificatePem());
      keeper.look();
      assertThat(served()).isEqualTo("first.test");
      Files.writeString(key, "rubbish");
      keeper.look();
      assertThat(served()).isEqualTo("first.test");
      Files.delete(key);
      keeper.look();
      assertThat(served()).isEqualTo("first.test");
    }
  }

  @Test
  void b1NobodyIsServedWithoutTheAuthoritiesThatWereWishedFor() throws IOException {
    try (MaterialKeeper keeper = keeper(true)) {
      write(first);
      keeper.look();
      assertThat(tls.context()).isEmpty();
      Files.writeString(authorities, TestWorld.AUTHORITY.caPem());
      keeper.look();
      assertThat(tls.material().flatMap(ServingTls.Material::clients))
          .contains(TestWorld.AUTHORITY.caBundle());
      Files.delete(authorities);
      write(second);
      keeper.look();
      assertThat(served()).isEqualTo("second.test");
      assertThat(tls.material().flatMap(ServingTls.Material::clients)).isPresent();
    }
  }

  @Test
  void theSameFilesMakeNoNewContext() throws IOException {
    try (MaterialKeeper keeper = keeper(false)) {
      write(first);
      keeper.look();
      var before = tls.context().orElseThrow();
      keeper.look();
      assertThat(tls.context()).containsSame(before);
    }
  }
}
