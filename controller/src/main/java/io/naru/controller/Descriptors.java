package io.naru.controller;

import com.sun.management.UnixOperatingSystemMXBean;
import io.naru.proxy.listen.ConnectionBounds;
import java.lang.management.ManagementFactory;

/// The file descriptors of the process, and how connections share them: a tenth, and never less
/// than [#LEAST_KEPT], is kept for the program itself, for the API server and for whoever asks
/// after its health; the rest is for clients and endpoints, half each where nobody wishes
/// otherwise.
///
/// @param limit how many the process may have
record Descriptors(long limit) {
  /// A program that serves nobody has about 130.
  private static final int LEAST_KEPT = 256;

  private static final int LEAST_FOR_CONNECTIONS = 64;
  private static final int KEPT_PART = 10;

  /// Where the system does not tell.
  private static final int USUAL = 4096;

  static Descriptors ofProcess() {
    return new Descriptors(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : USUAL);
  }

  /// @throws Refusal where there are too few, in all or for what is wished
  ConnectionBounds bounds(Settings.Connections wished) throws Refusal {
    int free = (int) Math.min(limit - Math.max(limit / KEPT_PART, LEAST_KEPT), Integer.MAX_VALUE);
    if (free < LEAST_FOR_CONNECTIONS) {
      throw Refusal.environment(
          "Too few file descriptors: the process may have %d, and Naru needs at least %d (ulimit -n)."
              .formatted(limit, LEAST_KEPT + LEAST_FOR_CONNECTIONS));
    }
    int clients = wished.clients().orElse(Math.min(free / 2, free - wished.endpoints().orElse(0)));
    int endpoints = wished.endpoints().orElse(Math.min(free / 2, free - clients));
    if (clients < 1 || endpoints < 1 || (long) clients + endpoints > free) {
      throw Refusal.usage(
          "%s and %s have to be at least 1, and at most %d together: the process may have %d file"
                  .formatted(
                      Flag.MAX_CLIENT_CONNECTIONS, Flag.MAX_ENDPOINT_CONNECTIONS, free, limit)
              + " descriptors (ulimit -n).");
    }
    return new ConnectionBounds(
        clients, endpoints, wished.toOne().orElse(Math.max(1, endpoints / 2)));
  }
}
