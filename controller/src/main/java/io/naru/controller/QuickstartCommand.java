package io.naru.controller;

import io.naru.controller.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `quickstart`: the examples with small backends behind them, on the loopback address.
///
/// @param home the folder that has `examples`
record QuickstartCommand(PrintWriter out, LogChoice log, Path home) implements Command {
  private static final String LOOPBACK = "127.0.0.1";

  @Override
  public String name() {
    return "quickstart";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(name());
    spec.usageMessage()
        .description(
            "Serves the examples on 127.0.0.1, with small HTTP and gRPC backends behind them, and"
                + " says what to try. Where a port is taken it takes a free one. Ctrl-C ends all.");
    return spec;
  }

  @Override
  public ExitCode run(ParseResult asked) throws Refusal {
    log.start(FlagValues.NONE);
    int http = FreePort.near(8080);
    int https = FreePort.near(8443);
    int health = FreePort.near(10254);
    Demo demo = demo(new Demo.Ports(http, https));
    FlagValues flags =
        new FlagValues(
            Map.of(
                Flag.MANIFESTS, demo.folder().toString(),
                Flag.BIND_ADDRESS, LOOPBACK,
                Flag.HTTP_PORT, String.valueOf(http),
                Flag.HTTPS_PORT, String.valueOf(https),
                Flag.HEALTHZ_HOST, LOOPBACK,
                Flag.HEALTHZ_PORT, String.valueOf(health)));
    String advice = new QuickstartText(demo.folder(), demo.examples(), http).text();
    return new Lifetime(
            new SettingsReader(flags, Map.of()).settings(), () -> out.println(advice), demo::close)
        .run();
  }

  private Demo demo(Demo.Ports ports) throws Refusal {
    try {
      return Demo.open(
          home.resolve("examples"), Files.createTempDirectory("naru-quickstart-"), ports);
    } catch (IOException e) {
      throw Refusal.environment("The examples cannot be set up: " + e + ".");
    }
  }
}
