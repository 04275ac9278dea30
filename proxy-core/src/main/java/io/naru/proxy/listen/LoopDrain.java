package io.naru.proxy.listen;

import io.naru.proxy.exchange.ExchangeLedger;
import io.naru.proxy.exchange.ExchangeTotals;
import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.loop.Deadlines.Deadline;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;

/** One loop's part of a drain, on the loop's own clock. Made by anybody, used on its loop. */
final class LoopDrain {
  /** What a client is given to say its first word to a process that ends. */
  private static final Duration LAST_CALL = Duration.ofSeconds(1);

  private final Clients clients;
  private final ExchangeLedger ledger;
  private final List<Channel> listeners;
  private final DrainTimes times;
  private final Deadline notice;
  private final Deadline lastCall;
  private final Deadline limit;
  private final Deadline settled;
  private ExchangeTotals before = ExchangeTotals.NONE;
  private DrainReport.Connections connections = new DrainReport.Connections(0, 0, 0);
  private Step step = Step.NOTICE;
  private Runnable over = () -> {};

  private enum Step {
    NOTICE,
    DRAINING,
    OVER
  }

  /**
   * @param listeners those of the loop
   */
  LoopDrain(
      Deadlines deadlines,
      Clients clients,
      ExchangeLedger ledger,
      List<Channel> listeners,
      DrainTimes times) {
    this.clients = clients;
    this.ledger = ledger;
    this.listeners = List.copyOf(listeners);
    this.times = times;
    this.notice = deadlines.create(this::drain);
    this.lastCall = deadlines.create(clients::leaveSilent);
    this.limit = deadlines.create(this::cut);
    this.settled = deadlines.create(this::gone);
  }

  /**
   * The first step: unhealthy, and accepting as before.
   *
   * @param whenOver runs once, when the last connection is closed
   */
  void begin(Runnable whenOver) {
    over = whenOver;
    before = ledger.totals();
    ledger.ending();
    if (times.notice().isZero()) {
      drain();
    } else {
      notice.arm(times.notice().toMillis());
    }
  }

  /** Nothing comes in any more, and connections end with their exchanges. */
  private void drain() {
    step = Step.DRAINING;
    listeners.forEach(AcceptQueue::close);
    connections = new DrainReport.Connections(clients.count(), clients.idle(), 0);
    lastCall.arm(LAST_CALL.toMillis());
    limit.arm(times.most().toMillis());
    clients.drain(this::gone);
  }

  /** An exchange may hear a moment later than we that its connection is closed. */
  private void gone() {
    if (step == Step.DRAINING && ledger.totals().open() > 0 && limit.isArmed()) {
      settled.arm(1);
    } else if (step == Step.DRAINING) {
      step = Step.OVER;
      lastCall.disarm();
      limit.disarm();
      settled.disarm();
      over.run();
    }
  }

  private void cut() {
    limit.disarm();
    ledger.cutting();
    connections =
        new DrainReport.Connections(connections.open(), connections.idle(), clients.count());
    clients.cut();
  }

  /** Waits for nothing any more. */
  void hasten() {
    if (step == Step.NOTICE) {
      notice.disarm();
      drain();
    }
    if (step == Step.DRAINING) {
      cut();
    }
  }

  /** As it is now. An exchange that is open at the end is cut by that end. */
  DrainReport report() {
    ExchangeTotals since = ledger.totals().since(before);
    long left = before.open() + since.open();
    return new DrainReport(
        before.open(), since.plus(new ExchangeTotals(0, 0, 0, left, 0)), connections);
  }
}
