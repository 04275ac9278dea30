package io.naru.tls.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import io.naru.tls.select.ServerTls;
import io.naru.tls.select.TlsPolicy;
import io.naru.tls.testkit.LeakGate;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import java.io.ByteArrayOutputStream;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue F2: however a ClientHello is cut, its name decides, once. */
@ExtendWith(LeakGate.class)
class ClientHelloTest {
  private static final int HEADER = 5;
  private final TestCertificates ca = TestCertificates.authority("ca");
  private final TestPair fallback = ca.ec("fallback.test");
  private final TestPair named = ca.ec("a.test");
  private final CertificateTable table =
      CertificateTable.of(CertificateSet.of(fallback.certificate()))
          .with("a.test", CertificateSet.of(named.certificate()));

  static Stream<Arguments> enginesAndVersions() {
    return CertificateChoiceIT.enginesAndVersions();
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  void F2_cutAnywhereIntoTwoSegments(TlsEngine engine, String version) throws Exception {
    ContextChooser chooser = chooser(engine);
    int length = new EngineClient(version, "a.test").hello().length;
    for (int at = 1; at < length; at++) {
      EngineClient client = new EngineClient(version, "a.test");
      byte[] hello = client.hello();
      EmbeddedServer server = new EmbeddedServer(chooser);
      server.exchange(Arrays.copyOfRange(hello, 0, at));
      byte[] answer = server.exchange(Arrays.copyOfRange(hello, at, hello.length));

      assertServed(client.finish(server, answer), server, at);
    }
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  void F2_cutAnywhereIntoTwoRecords(TlsEngine engine, String version) throws Exception {
    ContextChooser chooser = chooser(engine);
    int length = new EngineClient(version, "a.test").hello().length;
    for (int at = HEADER + 1; at < length; at++) {
      EngineClient client = new EngineClient(version, "a.test");
      byte[] hello = client.hello();
      EmbeddedServer server = new EmbeddedServer(chooser);
      byte[] answer =
          server.exchange(join(record(hello, HEADER, at), record(hello, at, hello.length)));

      assertServed(client.finish(server, answer), server, at);
    }
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  void F2_oneByteARecordAndASegment(TlsEngine engine, String version) throws Exception {
    EngineClient client = new EngineClient(version, "a.test");
    byte[] hello = client.hello();
    EmbeddedServer server = new EmbeddedServer(chooser(engine));
    byte[] answer = new byte[0];
    for (int at = HEADER; at < hello.length; at++) {
      for (byte single : record(hello, at, at + 1)) {
        answer = server.exchange(new byte[] {single});
      }
    }

    assertServed(client.finish(server, answer), server, hello.length);
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  void F2_aRecordBetweenTheFragmentsNeverChangesTheCertificate(TlsEngine engine, String version)
      throws Exception {
    ContextChooser chooser = chooser(engine);
    List<byte[]> between =
        List.of(
            new byte[] {22, 3, 1, 0, 0},
            new byte[] {21, 3, 1, 0, 2, 1, 0},
            new byte[] {20, 3, 1, 0, 1, 1},
            new byte[] {23, 3, 1, 0, 1, 1},
            new byte[] {24, 3, 1, 0, 1, 1});
    for (byte[] stranger : between) {
      for (int at : new int[] {HEADER, HEADER + 1, HEADER + 3, HEADER + 4, HEADER + 40, 150}) {
        EngineClient client = new EngineClient(version, "a.test");
        byte[] hello = client.hello();
        EmbeddedServer server = new EmbeddedServer(chooser);
        byte[] head = at == HEADER ? new byte[0] : record(hello, HEADER, at);
        byte[] answer = server.exchange(join(head, stranger, record(hello, at, hello.length)));

        assertThat(certificate(client, server, answer)).isNotEqualTo(Optional.of(fallback.leaf()));
        server.channel.finishAndReleaseAll();
      }
    }
  }

  private static Optional<X509Certificate> certificate(
      EngineClient client, EmbeddedServer server, byte[] answer) {
    try {
      Optional<X509Certificate> served = client.finish(server, answer);
      return server.sessions.isEmpty() ? Optional.empty() : served;
    } catch (SSLException _) {
      return Optional.empty();
    }
  }

  private void assertServed(Optional<X509Certificate> served, EmbeddedServer server, int at) {
    assertThat(served).as("cut at %d: %s", at, server.failures).contains(named.leaf());
    assertThat(server.sessions)
        .singleElement()
        .extracting(TlsSession::serverName)
        .isEqualTo(Optional.of("a.test"));
    server.channel.finishAndReleaseAll();
  }

  private ContextChooser chooser(TlsEngine engine) {
    ServerContexts contexts =
        new ServerContexts(engine, Runnable::run, new TicketKeys(InstantSource.system()), 4);
    return new LiveContexts(() -> new ServerTls(table, TlsPolicy.DEFAULT), contexts);
  }

  private static byte[] record(byte[] hello, int from, int to) {
    int length = to - from;
    byte[] header = {hello[0], hello[1], hello[2], (byte) (length >> 8), (byte) length};
    return join(header, Arrays.copyOfRange(hello, from, to));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
