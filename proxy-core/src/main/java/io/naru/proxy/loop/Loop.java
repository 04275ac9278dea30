package io.naru.proxy.loop;

import io.naru.proxy.buffer.BufferShare;
import io.netty.channel.EventLoop;

/** What the connections of one event loop share. Everything here is used on that loop only. */
public record Loop(
    EventLoop events,
    FlushBatch flushes,
    Deadlines deadlines,
    BufferShare buffers,
    IdleConnections idle) {

  public Loop(EventLoop events, FlushBatch flushes, Deadlines deadlines, BufferShare buffers) {
    this(events, flushes, deadlines, buffers, new IdleConnections());
  }

  public static Loop of(EventLoop events, BufferShare buffers) {
    Deadlines.Scheduler scheduler =
        (task, delay, unit) -> {
          var _ = events.schedule(task, delay, unit);
        };
    return new Loop(
        events, new FlushBatch(events), new Deadlines(scheduler, System::nanoTime), buffers);
  }
}
