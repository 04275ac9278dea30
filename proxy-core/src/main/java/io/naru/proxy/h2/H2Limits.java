package io.naru.proxy.h2;

import java.time.Duration;

/**
 * What one peer may ask of a connection (behaviour 11, catalogue D; ConfigMap keys in brackets).
 * Advertised and enforced from the first frame on.
 *
 * @param streams open at a time, 1 to 1,000 [http2-max-concurrent-streams]
 * @param field bytes of one field's decoded name and value [large-client-header-buffers]
 * @param block bytes of a decoded header block, counted as RFC 9113 section 10.5.1 does
 *     [large-client-header-buffers, count times size]
 * @param window bytes of one stream's body that may be out without having been granted again. The
 *     connection's window is {@code streams} times as large: a stalled stream never takes what
 *     another needs, and the product bounds what a connection can hold
 * @param resets of streams that a peer may cause in ten seconds, its own and ours, before it had
 *     anything of their answers; more may be half of its streams; 0 for no limit
 * @param idleFrames frames without use to a stream that a peer may send in ten seconds, beyond
 *     those that its useful frames and ours pay for; 0 for no limit
 * @param requests on one connection before it is drained [keep-alive-requests]
 * @param handshake until the peer's preface, settings and acknowledgement of ours
 * @param idle without an open stream [keep-alive]
 * @param headTime from a frame's or header block's first byte to its last, but for DATA
 *     [client-header-timeout]
 * @param bodyPause between two reads of a body [client-body-timeout]
 * @param sendPause between two parts of a response that the client takes
 */
public record H2Limits(
    int streams,
    int field,
    int block,
    int window,
    int resets,
    int idleFrames,
    int requests,
    Duration handshake,
    Duration idle,
    Duration headTime,
    Duration bodyPause,
    Duration sendPause) {

  /** 64 KiB windows: what a client may send before it saw our settings anyway. */
  public static final H2Limits CLIENTS =
      new H2Limits(
          128,
          8 * 1024 * 8 / 5,
          32 * 1024,
          65_535,
          500,
          100,
          1000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(75),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  /** Endpoints are not rationed; how long they may take is the exchange's business. */
  public static final H2Limits ENDPOINTS =
      new H2Limits(
          128,
          32 * 1024,
          32 * 1024,
          128 * 1024,
          0,
          0,
          Integer.MAX_VALUE,
          Duration.ofSeconds(10),
          Duration.ofDays(1),
          Duration.ofSeconds(60),
          Duration.ofDays(1),
          Duration.ofDays(1));

  public H2Limits {
    require("streams", streams, 1, 1000);
    require("field", field, 1, 1 << 21);
    require("block", block, 1, 1 << 24);
    require("window", window, 1, 1 << 20);
    require("resets", resets, 0, 10_000);
    require("idleFrames", idleFrames, 0, 10_000);
    require("requests", requests, 1, Integer.MAX_VALUE);
  }

  private static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("%s is %d to %d: %d".formatted(what, least, most, value));
    }
  }

  /** The receive window of the whole connection. */
  int connectionWindow() {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1 << 20, (long) streams * window));
  }
}
