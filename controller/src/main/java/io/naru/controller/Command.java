package io.naru.controller;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command of the program.
interface Command {
  String name();

  /// What it takes, and what its help says. A new one each time.
  CommandSpec spec();

  /// Runs until it is done.
  ExitCode run(ParseResult asked) throws Refusal;
}
