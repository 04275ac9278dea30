package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theVersionIsOneLine() {
    assertThat(run("version")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .matches("naru \\S+ \\(java 25\\S*, netty 4\\.2\\.\\S+, (boringssl|jdk)\\)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "serve --help", "quickstart --help", "version --help", "-h"})
  void everyCommandHasHelp(String line) {
    assertThat(run(line.split(" "))).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Usage: naru");
  }

  @Test
  void theHelpOfServeShowsEveryFlagWithItsDefault() {
    run("serve", "--help");
    for (Flag flag : Flag.values()) {
      assertThat(out.toString()).containsPattern(flag + "\\[?=");
    }
    assertThat(out.toString()).contains("Default: 10254").doesNotContain("--vmodule");
  }

  @Test
  void theExitCodesAreInTheHelp() {
    run("--help");
    assertThat(out.toString()).contains("2   The command line makes no sense.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --http-prot=80 | Unknown flag --http-prot; did you mean --http-port?",
        "serve --watch_namespace=a | Unknown flag --watch_namespace; did you mean"
            + " --watch-namespace?",
        "serve --frobnicate | Unknown flag --frobnicate; --help shows what there is.",
        "serve --alsologtostderr --http-prot=80 | Unknown flag --http-prot; did you mean"
            + " --http-port?",
        "serve --disable-catch-all --http-prot=80 | Unknown flag --http-prot; did you mean"
            + " --http-port?",
        "serve --manifests=x --profiling=yes | --profiling=yes: profiling over HTTP is not built"
            + " yet.",
        "serve --manifests=x --metrics-per-host=true --time-buckets=1 | --time-buckets=1: metrics"
            + " of requests is not built yet.",
        "serve extra | Unexpected argument extra; --help shows what there is.",
        "sevre | Unknown command sevre; did you mean serve?",
        "serve --manifests=x --http-port | Missing required parameter for option '--http-port'"
            + " (PORT).",
        "serve --manifests=x --http-port=x | --http-port=x: not a port (0 to 65535).",
        "serve --manifests=x --kubeconfig=y | --kubeconfig makes no sense with --manifests.",
        "serve --manifests=x --publish-service=a/b | --publish-service makes no sense with"
            + " --manifests.",
        "serve --manifests=. --log-format=xml | --log-format=xml: not one of human, plain and"
            + " json.",
      })
  void aLineThatMakesNoSenseIsRefusedInASentence(String line, String sentence) {
    assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).isEqualTo("naru: " + sentence + "\n");
  }

  /// The value switches off what is not built; the folder is what fails then.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--enable-ssl-passthrough=false",
        "--v=5",
        "-v=5",
        "--disable-catch-all",
        "--disable-catch-all=false",
        "--stream-port=10247",
        "--sync-rate-limit",
        "--log_dir=/var/log",
        "--log-dir=/var/log",
        "--stderrthreshold=INFO",
        "--skip_log_headers",
        "--disable-catch-all=True",
        "--enable-ssl-passthrough=F",
        "--profiling=true",
        "--profiling",
        "--profiling=0",
        "--deep-inspect=1",
        "--metrics-per-host=true",
        "--default-server-port=8181",
        "--tcp-services-configmap="
      })
  void flagsThatAskForNothingMoreAreAccepted(String flag) {
    assertThat(run("serve", flag, "--manifests", "/no/such/folder"))
        .isEqualTo(ExitCode.ENVIRONMENT);
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    assertThat(run("serve", "--manifests=/no/such/folder")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(err.toString())
        .isEqualTo("naru: There is no folder /no/such/folder (--manifests).\n");
  }

  @Test
  void aFileIsNoFolder(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("one.yaml"));
    assertThat(run("serve", "--manifests=" + file)).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(err.toString()).contains("one.yaml (--manifests) is a file, not a folder.");
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Usage: naru COMMAND");
  }

  private ExitCode run(String... args) {
    return new Program(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            new LogChoice(Optional.empty(), false),
            Path.of("."))
        .run(args);
  }
}
