package io.naru.controller;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `serve`: the controller, until somebody ends it.
record ServeCommand(LogChoice log) implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(name());
    spec.usageMessage()
        .customSynopsis("naru serve [FLAGS]")
        .description(
            "%nServes the Ingresses of a cluster, or of a folder of Kubernetes YAML (--manifests),"
                + " and follows every change.%n"
                + "Flags are written --name=value or --name value.%n")
        .footer(
            "%nFlags carry the names and defaults of ingress-nginx. Of its other flags, those"
                + " that make no sense without nginx are accepted, and those whose feature is not"
                + " built yet are refused.");
    FlagSpecs.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult asked) throws Refusal {
    GivenFlags given = GivenFlags.of(asked);
    Settings settings = new SettingsReader(given.values(), System.getenv()).settings();
    require(Memory.ofProcess().shortage());
    if (settings.source() instanceof Settings.Folder(Path folder)) {
      require(missing(folder));
    }
    log.start(given.values());
    given
        .withoutEffect()
        .forEach(flag -> LOG.warn("{} has no effect: it makes no sense without nginx", flag));
    return new Lifetime(settings, () -> {}, () -> {}).run();
  }

  private static void require(Optional<String> obstacle) throws Refusal {
    if (obstacle.isPresent()) {
      throw Refusal.environment(obstacle.get());
    }
  }

  private static Optional<String> missing(Path folder) {
    if (!Files.exists(folder)) {
      return Optional.of("There is no folder " + folder + " (" + Flag.MANIFESTS + ").");
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of(folder + " (" + Flag.MANIFESTS + ") is a file, not a folder.");
    }
    return Files.isReadable(folder)
        ? Optional.empty()
        : Optional.of("The folder " + folder + " (" + Flag.MANIFESTS + ") cannot be read.");
  }
}
