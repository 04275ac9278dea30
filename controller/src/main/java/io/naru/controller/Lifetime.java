package io.naru.controller;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of a serving process: until SIGTERM or Ctrl-C, after which the exit code is 0. The same
/// once more ends it without waiting for anybody.
///
/// @param serving runs once traffic is taken
/// @param ended runs after the last request, also where it never came to serving
record Lifetime(Settings settings, Runnable serving, Runnable ended) {
  private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

  /// Serves; comes back only if it cannot begin.
  ExitCode run() throws Refusal {
    try {
      serve(new Serve(settings));
      return ExitCode.OK;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE;
    } catch (Refusal e) {
      ended.run();
      throw e;
    }
  }

  private void serve(Serve serve) throws Refusal, InterruptedException {
    Thread end = new Thread(() -> end(serve), "shutdown");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      serve.start();
    } catch (Refusal e) {
      Runtime.getRuntime().removeShutdownHook(end);
      throw e;
    }
    serving.run();
    new CountDownLatch(1).await();
  }

  /// The JVM would report the signal as its exit code; whoever sent SIGTERM wants to read success.
  private void end(Serve serve) {
    Signals.onEnd(serve::hasten);
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
