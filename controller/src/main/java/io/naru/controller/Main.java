package io.naru.controller;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Where the program begins.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Logs.start(Logs.Format.PLAIN, 0);
    Program program =
        new Program(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            new LogChoice(
                Optional.ofNullable(System.getenv("NARU_LOG")),
                Boolean.getBoolean("naru.terminal")),
            Path.of(System.getProperty("naru.home", ".")));
    System.exit(program.run(args).code());
  }
}
