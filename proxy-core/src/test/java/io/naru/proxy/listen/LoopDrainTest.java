package io.naru.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.ClientConnection;
import io.naru.proxy.exchange.ExchangeLedger;
import io.naru.proxy.exchange.ExchangeTotals;
import io.naru.proxy.loop.IdleConnections;
import io.naru.proxy.testkit.HandTime;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps of a drain, in a time that is moved by hand. */
class LoopDrainTest {
  private static final Duration NOTICE = Duration.ofSeconds(45);
  private static final Duration MOST = Duration.ofMinutes(4);
  private static final Duration LATE = Duration.ofMillis(300);

  private final HandTime time = new HandTime();
  private final Clients clients = new Clients(new IdleConnections());
  private final ExchangeLedger ledger = new ExchangeLedger();
  private final EmbeddedChannel listener = new EmbeddedChannel();
  private final List<String> told = new ArrayList<>();

  /** A connection that does as it is told, except to end by itself. */
  private final class Told implements ClientConnection {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final boolean idle;

    Told(boolean idle) {
      this.idle = idle;
      clients.opened(channel);
    }

    Told speaks() {
      clients.speaks(channel, this);
      return this;
    }

    @Override
    public boolean isIdle() {
      return idle;
    }

    @Override
    public void drain() {
      told.add("drain");
    }

    @Override
    public void cut() {
      told.add("cut");
      channel.close();
    }
  }

  private LoopDrain begin(Duration notice) {
    LoopDrain drain =
        new LoopDrain(
            time.deadlines(), clients, ledger, List.of(listener), new DrainTimes(notice, MOST));
    drain.begin(() -> told.add("over"));
    return drain;
  }

  private void untilJustBefore(Duration step) {
    time.advance(step.minus(LATE));
  }

  private void untilAfter() {
    time.advance(LATE.multipliedBy(2));
  }

  @Test
  void eachStepComesInItsTime() {
    Told busy = new Told(false).speaks();
    new Told(true).speaks();
    LoopDrain drain = begin(NOTICE);
    assertThat(ledger.isEnding()).isTrue();
    untilJustBefore(NOTICE);
    assertThat(told).isEmpty();
    assertThat(listener.isOpen()).isTrue();
    untilAfter();
    assertThat(told).containsExactly("drain", "drain");
    assertThat(listener.isOpen()).isFalse();
    untilJustBefore(MOST.minus(LATE));
    assertThat(busy.channel.isOpen()).isTrue();
    untilAfter();
    assertThat(told).containsExactly("drain", "drain", "cut", "cut", "over");
    assertThat(drain.report().connections()).isEqualTo(new DrainReport.Connections(2, 1, 2));
  }

  @Test
  void itIsOverWithTheLastConnection() {
    Told one = new Told(false).speaks();
    Told two = new Told(false).speaks();
    begin(Duration.ZERO);
    one.channel.close();
    assertThat(told).containsExactly("drain", "drain");
    two.channel.close();
    assertThat(told).endsWith("over");
    time.advance(MOST);
    assertThat(told).containsOnlyOnce("over").doesNotContain("cut");
  }

  @Test
  void withoutAConnectionItIsOverAtOnce() {
    begin(Duration.ZERO);
    assertThat(told).containsExactly("over");
  }

  @Test
  void whoIsSilentIsLeftAfterASecond() {
    Told silent = new Told(true);
    begin(Duration.ZERO);
    untilJustBefore(Duration.ofSeconds(1));
    assertThat(silent.channel.isOpen()).isTrue();
    untilAfter();
    assertThat(silent.channel.isOpen()).isFalse();
    assertThat(told).containsExactly("over");
  }

  @Test
  void whoSpeaksInTheLastMomentIsToldAtOnce() {
    Told late = new Told(true);
    begin(Duration.ZERO);
    late.speaks();
    assertThat(told).containsExactly("drain");
  }

  @Test
  void theOneInAHurryWaitsForNoStep() {
    new Told(false).speaks();
    LoopDrain drain = begin(NOTICE);
    drain.hasten();
    assertThat(told).containsExactly("drain", "cut", "over");
    assertThat(listener.isOpen()).isFalse();
    drain.hasten();
    time.advance(NOTICE.plus(MOST));
    assertThat(told).containsExactly("drain", "cut", "over");
  }

  @Test
  void theReportAddsUp() {
    for (int i = 0; i < 5; i++) {
      ledger.begun();
    }
    ledger.completed();
    ledger.brokenOff();
    new Told(false).speaks();
    LoopDrain drain = begin(NOTICE);
    ledger.begun();
    ledger.completed();
    ledger.brokenOff();
    ledger.refused();
    drain.hasten();
    ledger.brokenOff();
    // in flight were three, one came; of these one never ends, and so it is cut by the end
    assertThat(drain.report().open()).isEqualTo(3);
    assertThat(drain.report().since()).isEqualTo(new ExchangeTotals(1, 1, 1, 2, 1));
    assertThat(drain.report().text())
        .startsWith(
            "3 exchanges were in flight, 2 came since: 1 completed, 1 broken off by client or"
                + " endpoint, 2 cut, 1 refused; 1 connections, 0 of them idle, 1 cut");
  }
}
