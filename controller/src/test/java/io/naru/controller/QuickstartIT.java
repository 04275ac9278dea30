package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// The first thing a newcomer does.
class QuickstartIT {
  private static final String COMMAND = "    $ ";
  private static final String SHOWN = "    > ";

  @Test
  void everyPrintedCommandWorksAndAnEditIsFollowed() throws Exception {
    assumeTrue(curlIsThere(), "no curl with HTTP/2: the printed commands are not tried");
    try (Naru naru = Naru.start("quickstart")) {
      naru.await(0, line -> line.startsWith("Ctrl-C"));
      List<String> lines = naru.lines();
      SoftAssertions all = new SoftAssertions();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith(COMMAND)) {
          String shown = run(lines.get(i).substring(COMMAND.length()));
          check(all, naru, lines, i, shown);
        }
      }
      all.assertAll();
      naru.terminate();
      assertThat(naru.exitCode()).isZero();
    }
  }

  private static void check(
      SoftAssertions all, Naru naru, List<String> lines, int command, String shown)
      throws InterruptedException {
    String expected = lines.get(command + 1);
    if (expected.startsWith(SHOWN)) {
      all.assertThat(shown).as(lines.get(command)).contains(expected.substring(SHOWN.length()));
    } else {
      naru.await(lines.size(), line -> line.contains("generation "));
    }
  }

  @Test
  void thereIsSomethingOfEachKindToTry() throws Exception {
    try (Naru naru = Naru.start("quickstart")) {
      naru.await(0, line -> line.startsWith("Ctrl-C"));
      String text = String.join("\n", naru.lines());
      assertThat(text)
          .contains("http://", "https://", "--http2 ", "--http2-prior-knowledge", "grpc", "sed ");
    }
  }

  private static boolean curlIsThere() throws InterruptedException {
    try {
      return run("curl --version").contains("HTTP2");
    } catch (IOException _) {
      return false;
    }
  }

  private static String run(String command) throws IOException, InterruptedException {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", command));
    Process process = new ProcessBuilder(shell).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command).isZero();
    return output;
  }
}
