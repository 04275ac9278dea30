package io.naru.controller.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The view for operators on the host itself: what is served now, in words. It listens on 127.0.0.1
/// alone, and answers no browser that was led here under another name.
public final class AdminServer implements AutoCloseable {
  private static final Pattern LOCAL =
      Pattern.compile("(|localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

  private final SmallServer server;

  /// Listens at once.
  public AdminServer(int port, Readiness readiness, Supplier<View> view) throws IOException {
    this.server =
        new SmallServer(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
            Map.of(
                "/", () -> Answer.ok(new Overview(view.get(), readiness.obstacle()).text()),
                "/configuration/table", () -> Answer.ok(TableDump.of(view.get().snapshot())),
                "/is-dynamic-lb-initialized", () -> initialized(readiness),
                "/healthz", () -> Answer.ok("ok")),
            host -> LOCAL.matcher(host).matches());
  }

  private static Answer initialized(Readiness readiness) {
    return readiness.obstacle().isEmpty() ? Answer.ok("OK") : Answer.text(500, "not yet\n");
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
