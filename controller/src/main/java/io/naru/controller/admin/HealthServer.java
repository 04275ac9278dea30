package io.naru.controller.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The port that probes, load balancers and Prometheus ask (behaviour 28): `/livez` says that the
/// process runs and its event loops turn, `/readyz` and `/healthz` answer 200 once the first full
/// table serves and until the end begins, `/metrics` is for Prometheus. Below `/healthz` are
/// upstream's checks one by one: `ping` says what `/livez` says, `nginx-ingress-controller` what
/// `/healthz` does.
public final class HealthServer implements AutoCloseable {
  private static final int NOT_READY = 503;
  private static final int UNHEALTHY = 500;

  private final SmallServer server;

  /// Listens at once.
  ///
  /// @param healthPath what operators chose for `/healthz`
  /// @param dead what makes the process useless, if anything
  public HealthServer(
      InetSocketAddress address,
      String healthPath,
      Supplier<Optional<String>> dead,
      Readiness readiness,
      Metrics metrics)
      throws IOException {
    Map<String, Page> pages = new HashMap<>();
    pages.put("/livez", () -> alive(dead));
    pages.put("/readyz", () -> ready(readiness, NOT_READY));
    pages.put("/metrics", metrics::page);
    pages.put(healthPath, () -> ready(readiness, UNHEALTHY));
    pages.put(healthPath + "/ping", () -> alive(dead));
    pages.put(healthPath + "/nginx-ingress-controller", () -> ready(readiness, UNHEALTHY));
    this.server = new SmallServer(address, pages, _ -> true);
  }

  private static Answer alive(Supplier<Optional<String>> dead) {
    return dead.get()
        .map(why -> Answer.text(UNHEALTHY, "not alive: " + why + "\n"))
        .orElseGet(() -> Answer.ok("ok"));
  }

  private static Answer ready(Readiness readiness, int otherwise) {
    return readiness
        .obstacle()
        .map(why -> Answer.text(otherwise, "not ready: " + why + "\n"))
        .orElseGet(() -> Answer.ok("ok"));
  }

  /// Where it listens, also if port 0 was asked for.
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
