package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.ScriptedEndpoint;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.TestEndpoint;
import io.naru.proxy.testkit.peer.TestTls;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.select.UpstreamTls;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of key that an endpoint's certificate may have. */
@ExtendWith(LeakGate.class)
class EndpointKeysIT {
  private ProxyFixture proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private SSLContext tls(String kind) throws Exception {
    return proxy.tls().context(proxy.tls().pair(keys(kind)));
  }

  private static KeyPair keys(String kind) throws Exception {
    boolean curve = kind.startsWith("sec");
    KeyPairGenerator keys = KeyPairGenerator.getInstance(curve ? "EC" : kind);
    if (curve) {
      keys.initialize(new ECGenParameterSpec(kind));
    }
    return keys.generateKeyPair();
  }

  /** Closes each connection, so that each request needs another one. */
  private static Answer once() {
    return Answer.ok("ok").with("connection", "close");
  }

  private void serve(Upstream... upstreams) {
    proxy.publish(List.of(host("a.test", prefix("/a", "a"), prefix("/b", "b"))), upstreams);
  }

  private int status(Client client, String path) throws Exception {
    return client.send(Ask.get("a.test", path)).status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "secp256r1", "secp384r1"})
  void whatBoringSslTakesItTakesAtOnce(String kind) throws Exception {
    try (Http1Endpoint endpoint = Http1Endpoint.answering(_ -> once(), tls(kind));
        Client client = proxy.http1()) {
      serve(over(UpstreamTls.DEFAULT, upstream("a", endpoint.endpoint())));
      assertThat(status(client, "/a")).isEqualTo(200);
      assertThat(endpoint.connections().total()).isOne();
      assertThat(proxy.server().upstreams().exceptions()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "Ed448", "secp521r1", "RSASSA-PSS"})
  void whatItDoesNotIsTakenByTheJdkFromTheFirstRequestOn(String kind) throws Exception {
    try (Http1Endpoint odd = Http1Endpoint.answering(_ -> once(), tls(kind));
        Http1Endpoint usual = Http1Endpoint.answering(_ -> once(), tls("secp256r1"));
        Client client = proxy.http1()) {
      serve(
          over(UpstreamTls.DEFAULT, upstream("a", odd.endpoint())),
          over(UpstreamTls.DEFAULT, upstream("b", usual.endpoint())));
      assertThat(status(client, "/a")).isEqualTo(200);
      assertThat(odd.connections().total()).isEqualTo(2);
      for (int i = 0; i < 3; i++) {
        assertThat(status(client, "/a")).isEqualTo(200);
        assertThat(status(client, "/b")).isEqualTo(200);
      }
      assertThat(odd.connections().total()).as("remembered").isEqualTo(5);
      assertThat(usual.connections().total()).isEqualTo(3);
      assertThat(proxy.server().upstreams().exceptions()).as("of one upstream").isOne();
    }
  }

  @Test
  void anEd25519KeyIsVerifiedAndServesHttp2Too() throws Exception {
    UpstreamTls verified =
        UpstreamTls.DEFAULT
            .withServerName(TestTls.NAME)
            .withVerification(proxy.tls().authorities(), TestTls.NAME);
    try (TestEndpoint one = Http1Endpoint.answering(_ -> Answer.ok("ok"), tls("Ed25519"));
        TestEndpoint two = Http2Endpoint.answering(_ -> Answer.ok("ok"), tls("Ed25519"));
        Client client = proxy.http2()) {
      serve(
          over(verified, upstream("a", one.endpoint())),
          over(verified, over(Protocol.HTTP2, upstream("b", two.endpoint()))));
      assertThat(status(client, "/a")).isEqualTo(200);
      assertThat(status(client, "/b")).isEqualTo(200);
      assertThat(proxy.server().upstreams().exceptions()).isEqualTo(2);
    }
  }

  @Test
  void anotherAuthoritysEd25519KeyIsStillRefused() throws Exception {
    UpstreamTls verified =
        UpstreamTls.DEFAULT.withVerification(new TestTls().authorities(), TestTls.NAME);
    try (TestEndpoint endpoint = Http1Endpoint.answering(_ -> Answer.ok("ok"), tls("Ed25519"));
        Client client = proxy.http1()) {
      serve(over(verified, upstream("a", endpoint.endpoint())));
      assertThat(status(client, "/a")).isEqualTo(502);
      assertThat(endpoint.seen()).isEmpty();
      assertThat(proxy.server().upstreams().exceptions()).isZero();
    }
  }

  /** The alert says nothing of keys: an endpoint that refuses everybody is tried by both. */
  @Test
  void whatNeitherTakesIsNotRemembered() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(EndpointKeysIT::refuse);
        Client client = proxy.http1()) {
      serve(over(UpstreamTls.DEFAULT, upstream("a", new Endpoint("127.0.0.1", endpoint.port()))));
      assertThat(status(client, "/a")).isEqualTo(502);
      assertThat(proxy.server().upstreams().exceptions()).isZero();
    }
  }

  /** Answers the hello with handshake_failure. */
  private static void refuse(RawSocket peer) throws Exception {
    String header = peer.take(5);
    peer.take((header.charAt(3) << 8) + header.charAt(4));
    peer.send(new byte[] {21, 3, 3, 0, 2, 2, 40});
    peer.end();
  }
}
