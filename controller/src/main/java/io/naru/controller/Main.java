package io.naru.controller;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the program begins.
public final class Main {
  /// The JDK's HTTP server, which answers operators, has no bounds unless it is told before its
  /// first use: connections, and seconds for a request and for a response.
  private static final Map<String, String> HTTP_SERVER =
      Map.of(
          "jdk.httpserver.maxConnections", "256",
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "60",
          "sun.net.httpserver.nodelay", "true");

  private Main() {}

  public static void main(String[] args) {
    HTTP_SERVER.forEach(System::setProperty);
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
