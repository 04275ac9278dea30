package io.naru.controller;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `version`: which Naru this is.
record VersionCommand(PrintWriter out) implements Command {

  @Override
  public String name() {
    return "version";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(name());
    spec.usageMessage().description("Says which Naru this is, and what it runs on.");
    return spec;
  }

  @Override
  public ExitCode run(ParseResult asked) {
    out.println(Version.current());
    return ExitCode.OK;
  }
}
