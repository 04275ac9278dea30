package io.naru.proxy.listen;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the data plane, in which no request is lost (DESIGN 4): for the notice all goes on as
 * before, and who asks for health hears of the end. Then the listeners close, and each connection
 * ends with its last exchange: HTTP/1.1 says {@code Connection: close}, HTTP/2 GOAWAY in two steps.
 * What is open at the limit is cut. One thread waits; any may hasten.
 */
public final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  /** For connections that are cut to be closed, and for a loop to say what became of its own. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Map<EventLoop, LoopDrain> loops;
  private final DrainTimes times;
  private final CountDownLatch open;

  Drain(Map<EventLoop, LoopDrain> loops, DrainTimes times) {
    this.loops = Map.copyOf(loops);
    this.times = times;
    this.open = new CountDownLatch(loops.size());
  }

  void begin() {
    loops.forEach((loop, drain) -> loop.execute(() -> drain.begin(open::countDown)));
  }

  /** Nothing is waited for any more: what is open is cut. */
  public void hasten() {
    loops.forEach((loop, drain) -> loop.execute(drain::hasten));
  }

  /** Waits for the end: until the last connection is closed, or the times are over. */
  public DrainReport await() throws InterruptedException {
    Duration most = times.notice().plus(times.most()).plus(CLOSING);
    if (!open.await(most.toMillis(), MILLISECONDS)) {
      LOG.warn("some connections do not close; they end with the process");
    }
    DrainReport sum = DrainReport.NOTHING;
    for (Map.Entry<EventLoop, LoopDrain> each : loops.entrySet()) {
      sum = sum.plus(report(each.getKey(), each.getValue()));
    }
    return sum;
  }

  private static DrainReport report(EventLoop loop, LoopDrain drain) throws InterruptedException {
    try {
      return loop.submit(drain::report).get(CLOSING.toMillis(), MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("an event loop does not turn: what it had in flight is cut, and not counted", e);
      return DrainReport.NOTHING;
    }
  }
}
