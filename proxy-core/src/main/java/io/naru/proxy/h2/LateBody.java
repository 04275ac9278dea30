package io.naru.proxy.h2;

import io.naru.proxy.loop.Deadlines;
import java.time.Duration;

/**
 * What a client still sends of a body whose answer is whole: swallowed for a while, because many
 * clients take a reset that comes with the answer for the loss of it, and then reset (RFC 9113
 * section 8.1). Used on its connection's loop.
 */
final class LateBody {
  /** Between two reads, as where a connection lingers. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** In all, as where a connection lingers. */
  private static final Duration TIME = Duration.ofSeconds(30);

  /** A client that sends more than this is left without a window. */
  private static final int MOST = 1 << 20;

  private final Deadlines.Deadline silence;
  private final Deadlines.Deadline end;
  private final Duration pause;
  private int left = MOST;

  /**
   * @param longest bounds the pause where that is to be shorter
   */
  LateBody(Deadlines deadlines, Duration longest, Runnable reset) {
    this.silence = deadlines.create(reset);
    this.end = deadlines.create(reset);
    this.pause = longest.compareTo(PAUSE) < 0 ? longest : PAUSE;
    silence.arm(pause.toMillis());
    end.arm(TIME.toMillis());
  }

  /** Swallows so many bytes; returns how many of them the client may send again. */
  int swallow(int bytes) {
    if (left > 0) {
      silence.arm(pause.toMillis());
    }
    int returned = Math.min(left, bytes);
    left -= returned;
    return returned;
  }

  /** The stream is closed. */
  void over() {
    silence.disarm();
    end.disarm();
  }
}
