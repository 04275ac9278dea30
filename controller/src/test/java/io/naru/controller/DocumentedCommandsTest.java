package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documents promise nothing that the program does not know.
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern COMMAND = Pattern.compile("^ {4}(?:.* )?bin/naru ([^#|]*)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

  @Test
  void theReadmeBeginsWithItsTwoCommands() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md")).stream().limit(12))
        .anyMatch(line -> line.startsWith("    bin/naru quickstart"))
        .anyMatch(line -> line.startsWith("    mvn verify"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandParses(String command) {
    StringWriter err = new StringWriter();
    List<String> words = new ArrayList<>(List.of(command.strip().split("\\s+")));
    words.add("--help");
    Program program =
        new Program(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            new LogChoice(Optional.empty(), false),
            ROOT);
    assertThat(program.run(words.toArray(String[]::new))).as(err.toString()).isEqualTo(ExitCode.OK);
  }

  static Stream<String> commands() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path document : documents()) {
      for (String line : Files.readAllLines(document)) {
        Matcher matcher = COMMAND.matcher(line);
        if (matcher.find()) {
          found.add(matcher.group(1));
        }
      }
    }
    return found.stream();
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (Path document : documents()) {
      Matcher matcher = LINK.matcher(Files.readString(document));
      while (matcher.find()) {
        assertThat(document.resolveSibling(matcher.group(1)).normalize()).exists();
      }
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md")) {
      found.add(ROOT.resolve(name));
    }
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).forEach(found::add);
    }
    return found;
  }
}
