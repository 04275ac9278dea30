package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users and their machines see of the process itself.
class ProgramIT {
  @TempDir Path folder;

  @Test
  void theVersionIsTheFirstLine() throws Exception {
    try (Naru naru = Naru.start("version")) {
      assertThat(naru.exitCode()).isZero();
      assertThat(naru.lines()).first().asString().startsWith("naru 0.1.0");
    }
  }

  @Test
  void theScriptWorksThroughALinkAndFromAnyFolder() throws Exception {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("naru"), Path.of("..", "bin", "naru").toAbsolutePath().normalize());
    ProcessBuilder elsewhere = new ProcessBuilder(link.toString(), "version");
    Process process = elsewhere.directory(folder.toFile()).redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("naru 0.1.0");
    Files.delete(link);
  }

  @Test
  void sigtermEndsItWithSuccess() throws Exception {
    try (Naru naru = serve("--http-port=0", "--log-format=json")) {
      naru.await(0, line -> line.contains("serving "));
      naru.terminate();
      assertThat(naru.exitCode()).isZero();
      assertThat(naru.lines())
          .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
          .last()
          .asString()
          .contains("\"stopped\"");
    }
  }

  @Test
  void whoAsksByNoKnownHostIsToldThatItServes() throws Exception {
    try (Naru naru = serve("--http-port=0");
        HttpClient client = HttpClient.newHttpClient()) {
      String serving = naru.await(0, line -> line.contains("serving "));
      String http = serving.replaceFirst(".* on http (\\S+) and .*", "$1");
      URI uri = URI.create("http://" + http + "/healthz");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void operatorsSeeWhatBuffersHoldAndWhatTheyMay() throws Exception {
    try (Naru naru = serve("--http-port=0");
        HttpClient client = HttpClient.newHttpClient()) {
      String serving = naru.await(0, line -> line.contains("serving "));
      String port = serving.replaceFirst(".*health and metrics on port (\\d+).*", "$1");
      URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      HttpResponse<String> page =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(page.body())
          .containsPattern("(?m)^naru_buffer_used_bytes 0\\.0$")
          .containsPattern("(?m)^naru_buffer_limit_bytes [1-9]");
    }
  }

  @Test
  void aPortThatIsTakenIsNamedWithItsFlag() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Naru naru = serve("--http-port=" + taken.getLocalPort())) {
      assertThat(naru.exitCode()).isEqualTo(3);
      assertThat(naru.lines())
          .contains(
              "naru: Port %d is taken by another program; choose another one with --http-port=PORT."
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void tooLittleHeapIsRefused() throws Exception {
    ProcessBuilder small = new ProcessBuilder();
    small.environment().put("NARU_JAVA_OPTS", "-Xmx32m");
    try (Naru naru = Naru.start(small, "serve", "--manifests=" + folder)) {
      assertThat(naru.exitCode()).isEqualTo(3);
      assertThat(naru.lines()).last().asString().startsWith("naru: Too little heap: ");
    }
  }

  @Test
  void anUnknownFlagIsAMistakeOfUsage() throws Exception {
    try (Naru naru = serve("--http-prot=80")) {
      assertThat(naru.exitCode()).isEqualTo(2);
      assertThat(naru.lines())
          .containsExactly("naru: Unknown flag --http-prot; did you mean --http-port?");
    }
  }

  private Naru serve(String... more) throws Exception {
    String[] args = {
      "serve",
      "--manifests=" + folder,
      "--bind-address=127.0.0.1",
      "--healthz-host=127.0.0.1",
      "--healthz-port=0",
      "--https-port=0"
    };
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Naru.start(all);
  }
}
