package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.TestTls;
import io.naru.proxy.testkit.peer.Tool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JDK's client, and curl. */
@ExtendWith(LeakGate.class)
class CommonClientsIT {
  private static final String MEBIBYTE = "0123456789abcdef".repeat(1 << 16);

  @TempDir private Path folder;
  private ProxyFixture proxy;
  private Http1Endpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.start();
    endpoint = Http1Endpoint.answering(Answer::echo);
    proxy.publish(
        List.of(host(TestTls.NAME, under(policies(Timeouts.DEFAULT), prefix("/", "up")))),
        upstream("up", endpoint.endpoint()));
  }

  @AfterEach
  void stop() throws Exception {
    endpoint.close();
    proxy.close();
  }

  private HttpClient client(Version version) {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(proxy.tls().context())
        .connectTimeout(Duration.ofSeconds(20))
        .build();
  }

  private HttpRequest.Builder request(boolean secure, String path) {
    String base =
        secure ? "https://localhost:" + proxy.securePort() : "http://localhost:" + proxy.port();
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @EnumSource
  void theJdksClientPostsAMebibyteOverTls(Version version) throws Exception {
    assumeTrue(version == Version.HTTP_1_1 || version == Version.HTTP_2, "no HTTP/3 here");
    try (HttpClient client = client(version)) {
      HttpResponse<String> response =
          client.send(
              request(true, "/").POST(BodyPublishers.ofString(MEBIBYTE)).build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.version()).isEqualTo(version);
      assertThat(response.body().equals(MEBIBYTE)).isTrue();
    }
  }

  /** It asks for an upgrade to h2c, which is no business of ours and not needed (RFC 9113 3.1). */
  @Test
  void theJdksClientIsServedInPlainTextWhateverItPrefers() throws Exception {
    try (HttpClient client = client(Version.HTTP_2)) {
      HttpResponse<String> response =
          client.send(request(false, "/").GET().build(), BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.version()).isEqualTo(Version.HTTP_1_1);
    }
  }

  @Test
  void theJdksClientMakesAHundredRequestsAtATime() throws Exception {
    try (HttpClient client = client(Version.HTTP_2)) {
      List<CompletableFuture<HttpResponse<String>>> responses =
          IntStream.range(0, 100)
              .mapToObj(i ->
                  client.sendAsync(
                      request(true, "/" + i).POST(BodyPublishers.ofString("body " + i)).build(),
                      BodyHandlers.ofString()))
              .toList();
      for (int i = 0; i < 100; i++) {
        HttpResponse<String> response = responses.get(i).get(20, TimeUnit.SECONDS);
        assertThat(response.body()).isEqualTo("body " + i);
        assertThat(response.headers().firstValue("x-target")).contains("/" + i);
      }
    }
  }

  /** How curl is told what to speak, and what it says that it spoke. */
  enum Curl {
    HTTP1(false, "--http1.1", "1.1"),
    HTTPS1(true, "--http1.1", "1.1"),
    PRIOR_KNOWLEDGE(false, "--http2-prior-knowledge", "2"),
    HTTPS2(true, "--http2", "2");

    final boolean secure;
    final String option;
    final String spoken;

    Curl(boolean secure, String option, String spoken) {
      this.secure = secure;
      this.option = option;
      this.spoken = spoken;
    }
  }

  /** Its older versions lose an answer whose stream is reset in the same breath. */
  @ParameterizedTest
  @EnumSource
  void curlReadsAnAnswerThatComesBeforeTheEndOfItsUpload(Curl curl) throws Exception {
    Tool tool = Tool.named("curl");
    assumeTrue(tool.isThere(), tool.whenMissing());
    Path authority = Files.writeString(folder.resolve("ca.pem"), proxy.tls().authorityPem());
    Path body = Files.writeString(folder.resolve("body"), MEBIBYTE);
    for (int i = 0; i < 5; i++) {
      Tool.Run run =
          tool.run(
              "-sS",
              curl.option,
              "--cacert",
              authority.toString(),
              "-H",
              "Host: nobody.test",
              "--data-binary",
              "@" + body,
              "-o",
              folder.resolve("got").toString(),
              "-w",
              "%{http_code} %{http_version}",
              request(curl.secure, "/").build().uri().toString());
      assertThat(run).isEqualTo(new Tool.Run(0, "404 " + curl.spoken));
    }
  }

  @ParameterizedTest
  @EnumSource
  void curlPostsAMebibyte(Curl curl) throws Exception {
    Tool tool = Tool.named("curl");
    assumeTrue(tool.isThere(), tool.whenMissing());
    Path authority = Files.writeString(folder.resolve("ca.pem"), proxy.tls().authorityPem());
    Path body = Files.writeString(folder.resolve("body"), MEBIBYTE);
    Path got = folder.resolve("got");
    Tool.Run run =
        tool.run(
            "-sS",
            curl.option,
            "--cacert",
            authority.toString(),
            "--data-binary",
            "@" + body,
            "-o",
            got.toString(),
            "-w",
            "%{http_code} %{http_version}",
            request(curl.secure, "/").build().uri().toString());
    assertThat(run).isEqualTo(new Tool.Run(0, "200 " + curl.spoken));
    assertThat(Files.mismatch(body, got)).isEqualTo(-1);
  }
}
