package io.naru.controller.demo;

import java.util.ArrayList;
import java.util.List;

/// What the head of an example says: its title, and what to try.
///
/// A head is the comment that the file begins with. Its first sentence is the title, lines that
/// begin with `$` are commands, and a line that begins with `>` is what the command before it
/// shows.
public record Example(String title, List<Attempt> attempts) {
  private static final String COMMENT = "#";
  private static final String COMMAND = "$ ";
  private static final String SHOWN = "> ";

  public Example {
    attempts = List.copyOf(attempts);
  }

  /// One command line for a shell.
  ///
  /// @param shows text that its output has in it
  public record Attempt(String command, String shows) {}

  static Example read(String file) {
    List<String> head =
        file.lines()
            .takeWhile(line -> line.startsWith(COMMENT))
            .map(line -> line.substring(1).strip())
            .toList();
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i + 1 < head.size(); i++) {
      if (head.get(i).startsWith(COMMAND) && head.get(i + 1).startsWith(SHOWN)) {
        attempts.add(
            new Attempt(
                head.get(i).substring(COMMAND.length()),
                head.get(i + 1).substring(SHOWN.length())));
      }
    }
    return new Example(head.isEmpty() ? "" : head.getFirst(), attempts);
  }
}
