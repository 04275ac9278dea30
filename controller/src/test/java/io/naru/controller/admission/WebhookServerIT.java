package io.naru.controller.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.tls.material.KeyKind;
import io.naru.tls.testkit.LeafSpec;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The webhook over TLS, as an API server meets it.
class WebhookServerIT {
  private static final TestCertificates AUTHORITY = TestWorld.AUTHORITY;
  private static final TestPair SERVER =
      AUTHORITY.leaf(LeafSpec.of(KeyKind.EC, "webhook").withAddresses("127.0.0.1"));
  private static final byte[] GOOD =
      TestWorld.review("CREATE", TestWorld.ingress("it", "it.test", Map.of()));

  private final ServingTls tls = new ServingTls();
  private final WebhookServer server = server();

  private WebhookServer server() {
    try {
      return new WebhookServer(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls, TestWorld.reviews());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void serve(TestPair pair) {
    tls.use(new ServingTls.Material(pair.certificate(), Optional.empty()));
  }

  private static SSLContext context(TestCertificates trusted, Optional<TestPair> own) {
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      for (X509Certificate anchor : trusted.caBundle().anchors()) {
        trust.setCertificateEntry("ca", anchor);
      }
      TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX");
      trusts.init(trust);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      if (own.isPresent()) {
        keys.setKeyEntry(
            "own", own.get().key(), new char[0], own.get().chain().toArray(X509Certificate[]::new));
      }
      KeyManagerFactory proofs = KeyManagerFactory.getInstance("PKIX");
      proofs.init(keys, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(proofs.getKeyManagers(), trusts.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpClient client(TestCertificates trusted, Optional<TestPair> own) {
    return HttpClient.newBuilder()
        .sslContext(context(trusted, own))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  private HttpRequest request(String path, BodyPublisher body) {
    return HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:" + server.address().getPort() + path))
        .timeout(Duration.ofSeconds(30))
        .header("content-type", "application/json")
        .POST(body)
        .build();
  }

  private HttpRequest review(byte[] body) {
    return request(ReviewHandler.PATH + "?timeout=10s", BodyPublishers.ofByteArray(body));
  }

  private static HttpResponse<String> ask(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void reviewsAreAnsweredOnOneConnection() throws IOException, InterruptedException {
    serve(SERVER);
    byte[] bad =
        TestWorld.review("CREATE", TestWorld.ingress("it", "it.test", Map.of("auth-url", "x")));
    try (HttpClient client = client(AUTHORITY, Optional.empty())) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(client, review(GOOD)).body()).contains("\"allowed\":true");
        assertThat(ask(client, review(bad)).body())
            .contains("\"allowed\":false", "auth-url", "answered 503");
      }
    }
  }

  @Test
  void anotherCertificateTakesEffectWithTheNextConnection()
      throws IOException, InterruptedException {
    serve(SERVER);
    TestCertificates other = TestCertificates.authority("other authority");
    try (Socket before =
            context(AUTHORITY, Optional.empty())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.address().getPort());
        HttpClient after = client(other, Optional.empty())) {
      assertThat(post(before)).isEqualTo("HTTP/1.1 200 OK");
      serve(other.leaf(LeafSpec.of(KeyKind.EC, "webhook").withAddresses("127.0.0.1")));
      assertThat(post(before)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(ask(after, review(GOOD)).statusCode()).isEqualTo(200);
      try (HttpClient late = client(AUTHORITY, Optional.empty())) {
        assertThatThrownBy(() -> ask(late, review(GOOD))).isInstanceOf(IOException.class);
      }
    }
  }

  /// Asks for a review on a connection that no client decides to replace.
  ///
  /// @return the first line of the answer, which is read to its end
  private static String post(Socket connection) throws IOException {
    connection.setSoTimeout(30_000);
    String head =
        String.join(
            "\r\n",
            "POST " + ReviewHandler.PATH + "?timeout=10s HTTP/1.1",
            "host: it",
            "content-type: application/json",
            "content-length: " + GOOD.length,
            "",
            "");
    connection.getOutputStream().write(head.getBytes(US_ASCII));
    connection.getOutputStream().write(GOOD);
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) connection.getInputStream().readNBytes(1)[0]);
    }
    String length = answer.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
    connection.getInputStream().readNBytes(Integer.parseInt(length));
    return answer.substring(0, answer.indexOf("\r\n"));
  }

  @Test
  void b1WhereAuthoritiesAreGivenOnlyTheirClientsAreAnswered()
      throws IOException, InterruptedException {
    TestCertificates clients = TestCertificates.authority("clients");
    tls.use(new ServingTls.Material(SERVER.certificate(), Optional.of(clients.caBundle())));
    try (HttpClient known = client(AUTHORITY, Optional.of(clients.ec("apiserver")));
        HttpClient bare = client(AUTHORITY, Optional.empty());
        HttpClient stranger = client(AUTHORITY, Optional.of(AUTHORITY.ec("stranger")))) {
      assertThat(ask(known, review(GOOD)).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> ask(bare, review(GOOD))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> ask(stranger, review(GOOD))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void nobodyIsAnsweredBeforeThereIsACertificate() {
    try (HttpClient client = client(AUTHORITY, Optional.empty())) {
      assertThatThrownBy(() -> ask(client, review(GOOD))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void oldVersionsOfTlsAreRefused() {
    serve(SERVER);
    SSLParameters old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.1"});
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(context(AUTHORITY, Optional.empty()))
            .sslParameters(old)
            .build()) {
      assertThatThrownBy(() -> ask(client, review(GOOD))).isInstanceOf(IOException.class);
    }
  }

  /// Together they are more than the budget. No more than that: a request has ten seconds, which is
  /// little for a machine that is busy with other things.
  @Test
  void a7LargeBodiesAtOnceAreRefused() {
    serve(SERVER);
    byte[] large = new byte[ReviewHandler.MAX_BODY + 1];
    try (HttpClient client = client(AUTHORITY, Optional.empty())) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          Stream.of(
                  BodyPublishers.ofByteArray(large),
                  BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
              .flatMap(body -> Stream.generate(() -> body).limit(3))
              .map(body ->
                  client.sendAsync(request(ReviewHandler.PATH, body), BodyHandlers.ofString()))
              .toList();
      assertThat(answers)
          .allSatisfy(it -> assertThat(it.join().statusCode()).isIn(413, 503))
          .anySatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(413));
    }
  }

  @Test
  void a7WhoHoldsConnectionsShutsNobodyOut() throws IOException, InterruptedException {
    serve(SERVER);
    List<Socket> held = new ArrayList<>();
    try (HttpClient client = client(AUTHORITY, Optional.empty())) {
      for (int i = 0; i < WebhookPipeline.MAX_CONNECTIONS; i++) {
        held.add(new Socket(server.address().getAddress(), server.address().getPort()));
      }
      assertThat(ask(client, review(GOOD)).statusCode()).isEqualTo(200);
    } finally {
      for (Socket each : held) {
        each.close();
      }
    }
  }

  @Test
  void otherPathsAreNotThere() throws IOException, InterruptedException {
    serve(SERVER);
    try (HttpClient client = client(AUTHORITY, Optional.empty())) {
      assertThat(ask(client, request("/", BodyPublishers.noBody())).statusCode()).isEqualTo(404);
    }
  }
}
