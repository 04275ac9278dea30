package io.naru.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminIT {
  private final Readiness readiness = new Readiness();
  private final Metrics metrics = new Metrics(Views::one);
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Optional<String> dead = Optional.empty();
  private HealthServer health;
  private AdminServer admin;

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    health = new HealthServer(any, "/healthz", () -> dead, readiness, metrics);
    admin = new AdminServer(0, readiness, Views::one);
  }

  @AfterEach
  void stop() {
    admin.close();
    health.close();
    metrics.close();
    client.close();
  }

  @Test
  void theProcessIsAliveBeforeItIsReady() throws Exception {
    assertThat(get(health.port(), "/livez").statusCode()).isEqualTo(200);
    assertThat(get(health.port(), "/readyz").statusCode()).isEqualTo(503);
    assertThat(get(health.port(), "/healthz").statusCode()).isEqualTo(500);
    assertThat(get(admin.port(), "/is-dynamic-lb-initialized").statusCode()).isEqualTo(500);
  }

  @Test
  void aProcessThatIsOfNoUseIsNotAlive() throws Exception {
    dead = Optional.of("the event loop naru-loop-1-1 has not turned for 31 s");
    for (String path : List.of("/livez", "/healthz/ping")) {
      assertThat(get(health.port(), path).statusCode()).isEqualTo(500);
      assertThat(get(health.port(), path).body()).contains("naru-loop-1-1");
    }
  }

  @Test
  void eachCheckOfUpstreamsCanBeAskedByItself() throws Exception {
    assertThat(get(health.port(), "/healthz/ping").statusCode()).isEqualTo(200);
    assertThat(get(health.port(), "/healthz/nginx-ingress-controller").statusCode()).isEqualTo(500);
    readiness.serving();
    assertThat(get(health.port(), "/healthz/nginx-ingress-controller").statusCode()).isEqualTo(200);
  }

  @Test
  void itIsReadyWhileItServesAndNotWhenItStops() throws Exception {
    readiness.serving();
    assertThat(get(health.port(), "/readyz").statusCode()).isEqualTo(200);
    assertThat(get(health.port(), "/healthz").body()).isEqualTo("ok");
    assertThat(get(admin.port(), "/is-dynamic-lb-initialized").body()).isEqualTo("OK");
    readiness.stopping();
    assertThat(get(health.port(), "/readyz").body()).contains("shutting down");
  }

  @Test
  void prometheusReadsWhatIsServed() throws Exception {
    assertThat(get(health.port(), "/metrics").body())
        .contains(
            "naru_config_generation 7.0",
            "naru_problems{severity=\"warning\"} 1.0",
            "naru_config_last_change_timestamp_seconds 1.770091506E9",
            "jvm_memory_used_bytes{");
  }

  @Test
  void theOverviewSaysWhatIsServedAndWhatIsWrong() throws Exception {
    assertThat(get(admin.port(), "/").body())
        .contains("1 hosts, 1 routes, 1 upstreams", Views.problem().sentence());
  }

  @Test
  void otherPagesAndMethodsAreRefused() throws Exception {
    assertThat(get(health.port(), "/configuration/table").statusCode()).isEqualTo(404);
    HttpRequest post =
        HttpRequest.newBuilder(uri(admin.port(), "/"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  /// A name that somebody pointed at 127.0.0.1 must not open the view to a browser's scripts.
  @Test
  void theAdminViewAnswersNoForeignName() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
      String request = "GET / HTTP/1.1\r\nHost: rebound.example.test\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 403 ");
    }
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
