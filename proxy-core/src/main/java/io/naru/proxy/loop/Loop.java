package io.naru.proxy.loop;

import io.netty.channel.EventLoop;

/** What the connections of one event loop share. Everything here is used on that loop only. */
public record Loop(
    EventLoop events, FlushBatch flushes, Deadlines deadlines, IdleConnections idle) {

  public Loop(EventLoop events, FlushBatch flushes, Deadlines deadlines) {
    this(events, flushes, deadlines, new IdleConnections());
  }

  public static Loop of(EventLoop events) {
    Deadlines.Scheduler scheduler =
        (task, delay, unit) -> {
          var _ = events.schedule(task, delay, unit);
        };
    return new Loop(events, new FlushBatch(events), new Deadlines(scheduler, System::nanoTime));
  }
}
