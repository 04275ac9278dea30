package io.naru.controller.translate;

import static io.naru.controller.translate.ConfigKey.CLIENT_BODY_TIMEOUT;
import static io.naru.controller.translate.ConfigKey.CLIENT_HEADER_TIMEOUT;
import static io.naru.controller.translate.ConfigKey.HTTP2_MAX_CONCURRENT_STREAMS;
import static io.naru.controller.translate.ConfigKey.KEEP_ALIVE;
import static io.naru.controller.translate.ConfigKey.KEEP_ALIVE_REQUESTS;
import static io.naru.controller.translate.ConfigKey.LARGE_CLIENT_HEADER_BUFFERS;
import static io.naru.controller.translate.ConfigKey.USE_HTTP2;
import static io.naru.controller.translate.ConfigKey.WORKER_SHUTDOWN_TIMEOUT;
import static io.naru.controller.translate.Syntax.BOOL;
import static io.naru.controller.translate.Syntax.SECONDS;

import io.naru.proxy.policy.ClientLimits;
import java.time.Duration;
import java.util.Optional;

/// `keep-alive`, `keep-alive-requests`, `client-header-timeout`, `client-body-timeout`,
/// `large-client-header-buffers`, `http2-max-concurrent-streams`, `use-http2`,
/// `worker-shutdown-timeout`.
final class ClientSettings {
  private static final Syntax<Duration> IDLE =
      Syntax.number("a whole number of seconds from 0 on", n -> n >= 0).map(Duration::ofSeconds);
  private static final Syntax<Integer> COUNT =
      Syntax.number("a whole number from 1 on", n -> n > 0);
  private static final Syntax<Integer> STREAMS =
      Syntax.number("a whole number from 1 to 1000", n -> n >= 1 && n <= 1000);
  private static final Syntax<Buffers> BUFFERS =
      new Syntax<>("a count and a size such as 4 8k", Buffers::read);

  /// Zero, which nginx takes for no limit, is none here: a process that ends has one.
  private static final Syntax<Duration> DRAIN =
      Syntax.time(
          "a time such as 240s, from 1s to 2h",
          time -> time.toSeconds() >= 1 && time.compareTo(Duration.ofHours(2)) <= 0);

  private static final long LARGEST = 1 << 20;
  private static final long LEAST = 128;

  /// How large a head may be: each line as large as a buffer, all of it as all buffers.
  private record Buffers(int line, int head) {
    static Optional<Buffers> read(String text) {
      String[] parts = text.strip().split(" +", -1);
      if (parts.length != 2 || !parts[0].matches("[1-9][0-9]?")) {
        return Optional.empty();
      }
      int count = Integer.parseInt(parts[0]);
      return Syntax.SIZE
          .parse()
          .apply(parts[1])
          .filter(size -> size >= LEAST && size * count <= LARGEST)
          .map(size -> new Buffers(size.intValue(), size.intValue() * count));
    }
  }

  private ClientSettings() {}

  static ClientLimits read(SettingReader reader, ClientLimits defaults) {
    Buffers buffers =
        reader.value(
            LARGE_CLIENT_HEADER_BUFFERS, BUFFERS, new Buffers(defaults.line(), defaults.head()));
    return new ClientLimits(
        reader.value(KEEP_ALIVE_REQUESTS, COUNT, defaults.requests()),
        reader.value(KEEP_ALIVE, IDLE, defaults.idle()),
        reader.value(CLIENT_HEADER_TIMEOUT, SECONDS, defaults.headTime()),
        reader.value(CLIENT_BODY_TIMEOUT, SECONDS, defaults.bodyPause()),
        buffers.line(),
        buffers.head(),
        reader.value(HTTP2_MAX_CONCURRENT_STREAMS, STREAMS, defaults.streams()),
        reader.value(USE_HTTP2, BOOL, defaults.http2()),
        reader.value(WORKER_SHUTDOWN_TIMEOUT, DRAIN, defaults.drain()));
  }
}
