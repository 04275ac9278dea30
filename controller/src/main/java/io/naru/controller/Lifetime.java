package io.naru.controller;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of a serving process: until SIGTERM or Ctrl-C, after which the exit code is 0.
///
/// @param serving runs once traffic is taken
/// @param ended runs after the last request
record Lifetime(Settings settings, Runnable serving, Runnable ended) {
  private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

  /// Serves; comes back only if it cannot begin.
  ExitCode run() throws Refusal {
    try {
      Serve serve = new Serve(settings);
      serve.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(serve), "shutdown"));
      serving.run();
      new CountDownLatch(1).await();
      return ExitCode.OK;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE;
    }
  }

  /// The JVM would report the signal as its exit code; whoever sent SIGTERM wants to read success.
  private void end(Serve serve) {
    try {
      serve.stop();
      ended.run();
      Runtime.getRuntime().halt(ExitCode.OK.code());
    } catch (InterruptedException | RuntimeException e) {
      LOG.error("the end was not orderly", e);
      Runtime.getRuntime().halt(ExitCode.FAILURE.code());
    }
  }
}
