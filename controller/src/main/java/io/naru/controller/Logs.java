package io.naru.controller;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import org.slf4j.LoggerFactory;

/// The program's log, on standard output.
final class Logs {
  /// What the client logs of an API server that is away, with stack traces at each attempt: Naru
  /// says it once, in a sentence.
  private static final List<String> SAID_OTHERWISE =
      List.of(
          "io.fabric8.kubernetes.client.informers.impl.cache.Reflector",
          "io.fabric8.kubernetes.client.dsl.internal",
          "io.fabric8.kubernetes.client.jdkhttp");

  private Logs() {}

  /// How a line looks.
  enum Format {
    /// Short and coloured, for somebody who looks on.
    HUMAN,
    /// One plain line, with date and zone.
    PLAIN,
    /// One JSON object a line; see [JsonLines].
    JSON
  }

  /// From now on the log is written like this. Called once, before anything logs.
  ///
  /// @param verbosity as klog's `--v`: from 3 on, what helps to find defects is written too
  static void start(Format format, int verbosity) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder(format, context));
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    context.getLogger("io.naru").setLevel(verbosity >= 3 ? Level.DEBUG : Level.INFO);
    if (verbosity < 3) {
      SAID_OTHERWISE.forEach(it -> context.getLogger(it).setLevel(Level.OFF));
    }
  }

  private static Encoder<ILoggingEvent> encoder(Format format, LoggerContext context) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case HUMAN -> pattern("%d{HH:mm:ss.SSS} %highlight(%-5level) %msg%n%ex");
          case PLAIN -> pattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg%n%ex");
          case JSON -> new JsonLines();
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> pattern(String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(pattern);
    return encoder;
  }
}
