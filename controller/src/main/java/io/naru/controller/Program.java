package io.naru.controller;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The commands, and what becomes of a command line.
final class Program {
  private final PrintWriter out;
  private final PrintWriter err;
  private final List<Command> commands;

  Program(PrintWriter out, PrintWriter err, LogChoice log, Path home) {
    this.out = out;
    this.err = err;
    this.commands =
        List.of(
            new ServeCommand(log), new QuickstartCommand(out, log, home), new VersionCommand(out));
  }

  /// Runs until the command is done.
  ExitCode run(String... args) {
    CommandLine line = new CommandLine(spec()).setOverwrittenOptionsAllowed(true);
    try {
      return execute(line, line.parseArgs(args));
    } catch (ParameterException e) {
      return refuse(e);
    }
  }

  private CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("naru");
    spec.usageMessage()
        .synopsisHeading("Usage: ")
        .customSynopsis("naru COMMAND [FLAGS]")
        .description(
            "%nNaru serves Kubernetes Ingresses written for ingress-nginx: HTTP/1.1, HTTP/2 and"
                + " gRPC, without nginx.%n")
        .commandListHeading("Commands:%n")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.meanings())
        .footer("%nWhat a command takes: naru COMMAND --help");
    spec.addOption(help()).addOption(version());
    commands.forEach(command -> spec.addSubcommand(command.name(), described(command)));
    return spec;
  }

  private static CommandSpec described(Command command) {
    return command.spec().addOption(help()).addOption(version());
  }

  private static OptionSpec help() {
    return OptionSpec.builder("--help", "-h")
        .usageHelp(true)
        .type(boolean.class)
        .description("Shows this.")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("--version")
        .versionHelp(true)
        .type(boolean.class)
        .hidden(true)
        .build();
  }

  private ExitCode execute(CommandLine line, ParseResult result) {
    ParseResult asked = result.hasSubcommand() ? result.subcommand() : result;
    if (asked.isVersionHelpRequested()) {
      return new VersionCommand(out).run(asked);
    }
    if (asked.isUsageHelpRequested()) {
      asked.commandSpec().commandLine().usage(out, Ansi.AUTO);
      return ExitCode.OK;
    }
    if (!result.hasSubcommand()) {
      line.usage(err, Ansi.AUTO);
      return ExitCode.USAGE;
    }
    return run(asked);
  }

  private ExitCode run(ParseResult asked) {
    Command command =
        commands.stream()
            .filter(it -> it.name().equals(asked.commandSpec().name()))
            .findFirst()
            .orElseThrow();
    try {
      return command.run(asked);
    } catch (Refusal e) {
      return fail(e.code(), e.sentence());
    } catch (RuntimeException e) {
      Logger log = LoggerFactory.getLogger(Program.class);
      log.error("{} failed", command.name(), e);
      return fail(ExitCode.FAILURE, command.name() + " failed: " + e);
    }
  }

  private ExitCode refuse(ParameterException e) {
    return fail(ExitCode.USAGE, sentence(e));
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return UnknownArgument.sentence(unmatched.getUnmatched(), e.getCommandLine());
    }
    return e.getMessage() + ".";
  }

  private ExitCode fail(ExitCode code, String sentence) {
    err.println("naru: " + sentence);
    return code;
  }
}
