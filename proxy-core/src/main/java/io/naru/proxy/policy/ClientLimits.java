package io.naru.proxy.policy;

import java.time.Duration;

/**
 * What any client may ask of its connection, whatever its requests are for (behaviour 11; ConfigMap
 * keys in brackets). A connection keeps those it began with.
 *
 * @param requests on one connection, at least 1 [keep-alive-requests]
 * @param idle between two requests; zero closes after each response [keep-alive]
 * @param headTime from a head's first byte to its last [client-header-timeout]
 * @param bodyPause between two reads of a body [client-body-timeout]
 * @param line bytes of the request line, or of one field line [large-client-header-buffers]
 * @param head bytes of a whole head [large-client-header-buffers, count times size]
 * @param streams open on one HTTP/2 connection, 1 to 1,000 [http2-max-concurrent-streams]
 * @param http2 whether HTTP/2 is offered over TLS [use-http2]
 * @param drain for what is under way when the process ends [worker-shutdown-timeout]
 */
public record ClientLimits(
    int requests,
    Duration idle,
    Duration headTime,
    Duration bodyPause,
    int line,
    int head,
    int streams,
    boolean http2,
    Duration drain) {

  public static final ClientLimits DEFAULT =
      new ClientLimits(
          1000,
          Duration.ofSeconds(75),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          8 * 1024,
          32 * 1024,
          128,
          true,
          Duration.ofSeconds(240));

  public ClientLimits {
    require("requests", requests, 1, Integer.MAX_VALUE);
    require("line", line, 128, 1 << 20);
    require("head", head, line, 1 << 24);
    require("streams", streams, 1, 1000);
    requirePositive("head time", headTime);
    requirePositive("body pause", bodyPause);
    requirePositive("drain", drain);
    if (idle.isNegative()) {
      throw new IllegalArgumentException("a negative idle time: " + idle);
    }
  }

  private static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("%s is %d to %d: %d".formatted(what, least, most, value));
    }
  }

  private static void requirePositive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("the " + what + " is positive: " + value);
    }
  }
}
