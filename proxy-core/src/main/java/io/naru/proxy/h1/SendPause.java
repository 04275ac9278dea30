package io.naru.proxy.h1;

import io.naru.proxy.channel.Unsent;
import io.naru.proxy.loop.Deadlines;
import io.netty.channel.Channel;
import java.time.Duration;

/**
 * How long a client may take nothing of what waits for it. Any progress begins a new pause
 * (behaviour 11: timeouts are gaps between two operations); it is looked for once a pause, so that
 * a client is cut after one to two of them. Used on its channel's loop.
 */
final class SendPause {
  private final Channel channel;
  private final Deadlines.Deadline deadline;
  private final Duration pause;
  private final Runnable stalled;
  private long written;
  private long taken;

  SendPause(Channel channel, Deadlines deadlines, Duration pause, Runnable stalled) {
    this.channel = channel;
    this.pause = pause;
    this.stalled = stalled;
    this.deadline = deadlines.create(this::expired);
  }

  /** So many bytes are about to be handed to the channel. */
  void writes(int bytes) {
    written += bytes;
  }

  /** There is something that the client has to take before anything goes on. */
  void begin() {
    if (!deadline.isArmed()) {
      taken = takenSoFar();
      deadline.arm(pause.toMillis());
    }
  }

  void end() {
    deadline.disarm();
  }

  private void expired() {
    long now = takenSoFar();
    if (now > taken) {
      taken = now;
      deadline.arm(pause.toMillis());
    } else {
      stalled.run();
    }
  }

  private long takenSoFar() {
    return written - Unsent.of(channel);
  }
}
