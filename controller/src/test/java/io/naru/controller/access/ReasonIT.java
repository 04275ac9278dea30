package io.naru.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server says that does not answer as asked is worded as what it is, whatever was asked.
class ReasonIT {
  private static final ObjectKey SECRET = new ObjectKey(Kind.SECRET, "a", "b");

  private static final String PAGE =
      "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>hello</body></html>";
  private static final Access ACCESS =
      new Access(
          Optional.empty(),
          new Names("naru", "leader", "cert", "hook"),
          Set.of(Feature.SECRETS_BY_NAME, Feature.REPLICAS));

  private HttpServer http;
  private volatile int code;
  private volatile String type = "";
  private volatile String body = "";

  @BeforeEach
  void listen() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.start();
  }

  @AfterEach
  void close() {
    http.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ApiServer server() {
    String url = "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url)
            .withRequestRetryBackoffLimit(0)
            .build();
    return ApiServer.open(config, ACCESS);
  }

  private void always(int status, String contentType, String text) {
    code = status;
    type = contentType;
    body = text;
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 404, 502})
  void aPageInHtmlIsNoAnswerOfAnApiServerAndSaysOfNoObjectThatItIsGone(int status)
      throws Exception {
    always(status, "text/html; charset=utf-8", PAGE);
    String reason =
        "a proxy or a login page answers in its place, in HTML"
            + (status == 200 ? "" : " (" + status + ")");
    try (ApiServer server = server()) {
      assertThat(server.objects().secret(SECRET)).isEqualTo(new Answer.Unreachable<>(reason));
      assertThat(server.pods().list(Map.of("a", "b"))).isEqualTo(new Answer.Unreachable<>(reason));
      assertThat(server.objects().versions(Selection.of(Kind.INGRESS)))
          .isEqualTo(new Answer.Unreachable<>(reason));
      assertThat(server.objects().silence())
          .hasValueSatisfying(it -> assertThat(it.reason()).contains("HTML"));
      assertThat(Outcome.of(server, Selection.of(Kind.SERVICE), () -> {}))
          .contains(new Trouble(0, reason));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, it does not accept the credentials (401)",
    "429, it has too much to do and wants to be asked later (429)"
  })
  void missingCredentialsAndTooMuchToDoAreSaidInWords(int status, String reason) throws Exception {
    always(
        status,
        "application/json",
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"so it is\",\"code\":%d}"
            .formatted(status));
    try (ApiServer server = server()) {
      assertThat(server.objects().secret(SECRET)).isEqualTo(new Answer.Refused<>(status, reason));
      assertThat(Outcome.of(server, Selection.of(Kind.SERVICE), () -> {}))
          .contains(new Trouble(status, reason));
    }
    always(status, "text/plain", "Too many requests, please try again later.");
    try (ApiServer server = server()) {
      assertThat(server.pods().list(Map.of("a", "b")))
          .isEqualTo(new Answer.Refused<>(status, reason));
    }
  }

  @Test
  void whatIsNoObjectIsNoAnswerOfAnApiServer() throws Exception {
    always(200, "text/plain", "ok");
    try (ApiServer server = server()) {
      assertThat(server.objects().versions(Selection.of(Kind.INGRESS)))
          .isEqualTo(new Answer.Unreachable<>("its answer is none of an API server"));
    }
  }

  @Test
  void whereNobodyListensThereIsNoAnswer() throws Exception {
    http.stop(0);
    try (ApiServer server = server()) {
      assertThat(server.objects().secret(SECRET))
          .isEqualTo(new Answer.Unreachable<>("the connection is refused"));
    }
  }
}
