package io.naru.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.forward.AttemptClock.Running;
import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.HandTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptClockTest {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SEND = Duration.ofSeconds(20);
  private static final Duration READ = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofMillis(Deadlines.TICK_MILLIS);
  private static final Duration LATE = TICK.multipliedBy(2L * Deadlines.MAX_LATE_TICKS + 1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final HandTime time = new HandTime();
  private final List<Fault.Upstream> faults = new ArrayList<>();
  private int untold;
  private AttemptClock clock = clock(false);

  private AttemptClock clock(boolean streaming) {
    AttemptClock.Owner owner =
        new AttemptClock.Owner() {
          @Override
          public void settle() {
            int bytes = untold;
            untold = 0;
            if (bytes > 0) {
              clock.taken(bytes);
            }
          }

          @Override
          public void expired(Fault.Upstream fault) {
            faults.add(fault);
          }
        };
    return new AttemptClock(time.deadlines(), new Timeouts(CONNECT, SEND, READ), streaming, owner);
  }

  enum Connection {
    FRESH,
    POOLED
  }

  enum Protocol {
    /** The socket takes a body whole. */
    HTTP1,
    /** A window takes it in parts. */
    HTTP2
  }

  enum Body {
    NONE,
    WHOLE,
    LATE,
    EMPTY_END
  }

  /** What happens to one attempt until its endpoint does nothing any more, in that time. */
  record Row(Connection connection, Protocol protocol, Body body, Running silence) {
    boolean exists() {
      return switch (silence) {
        case NONE -> false;
        case CONNECT -> connection == Connection.FRESH;
        case SEND -> body == Body.WHOLE || body == Body.LATE;
        case READ -> true;
      };
    }
  }

  private static Stream<Row> rows() {
    return Arrays.stream(Connection.values())
        .flatMap(connection ->
            Arrays.stream(Protocol.values())
                .flatMap(protocol ->
                    Arrays.stream(Body.values())
                        .flatMap(body ->
                            Arrays.stream(Running.values())
                                .map(r -> new Row(connection, protocol, body, r)))))
        .filter(Row::exists);
  }

  private void play(Row row) {
    if (row.connection() == Connection.FRESH) {
      clock.connecting();
    }
    if (row.silence() == Running.CONNECT) {
      return;
    }
    clock.opened();
    switch (row.body()) {
      case NONE -> clock.ended();
      case WHOLE -> body(row);
      case LATE -> {
        time.advance(HOUR);
        body(row);
      }
      case EMPTY_END -> {
        time.advance(HOUR);
        clock.ended();
      }
    }
  }

  private void body(Row row) {
    clock.sent(100);
    if (row.silence() == Running.READ && row.protocol() == Protocol.HTTP1) {
      clock.taken(100);
    }
    clock.ended();
    if (row.protocol() == Protocol.HTTP2) {
      time.advance(SEND.dividedBy(2));
      clock.taken(40);
      time.advance(SEND.dividedBy(2));
      clock.taken(row.silence() == Running.READ ? 60 : 59);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theTimeThatRunsIsTheOneThatEndsTheAttempt(Row row) {
    play(row);
    assertThat(clock.running()).isEqualTo(row.silence());
    Duration timeout =
        switch (row.silence()) {
          case NONE, READ -> READ;
          case CONNECT -> CONNECT;
          case SEND -> SEND;
        };
    time.advance(timeout.minus(TICK));
    assertThat(faults).isEmpty();
    time.advance(TICK.plus(LATE));
    assertThat(faults)
        .containsExactly(
            switch (row.silence()) {
              case NONE, READ -> Fault.Upstream.READ_TIMEOUT;
              case CONNECT -> Fault.Upstream.CONNECT_TIMEOUT;
              case SEND -> Fault.Upstream.SEND_TIMEOUT;
            });
    time.advance(HOUR);
    assertThat(faults).hasSize(1);
  }

  @Test
  void aClientThatOwesItsBodyMayTakeAnyTimeHere() {
    clock.opened();
    clock.sent(10);
    clock.taken(10);
    time.advance(HOUR);
    assertThat(faults).isEmpty();
    assertThat(clock.running()).isEqualTo(Running.NONE);
  }

  @Test
  void aStreamThatIsSilentOnBothSidesHasTheReadTime() {
    clock = clock(true);
    clock.opened();
    clock.sent(10);
    assertThat(clock.running()).isEqualTo(Running.SEND);
    clock.taken(10);
    time.advance(READ.minus(TICK));
    assertThat(faults).isEmpty();
    time.advance(TICK.plus(LATE));
    assertThat(faults).containsExactly(Fault.Upstream.READ_TIMEOUT);
  }

  @Test
  void anAnswerThatHasBegunHasTheReadTimeThoughItsRequestHasNotEnded() {
    clock.opened();
    time.advance(HOUR);
    clock.head();
    time.advance(READ.plus(LATE));
    assertThat(faults).containsExactly(Fault.Upstream.READ_TIMEOUT);
  }

  @Test
  void anEarlyAnswersRequestHasTheSendTime() {
    clock.opened();
    clock.head();
    clock.sent(10);
    time.advance(SEND.plus(LATE));
    assertThat(faults).containsExactly(Fault.Upstream.SEND_TIMEOUT);
  }

  @Test
  void noTimeRunsWhileTheClientTakesNothing() {
    clock.opened();
    clock.ended();
    clock.head();
    clock.data(10);
    clock.data(10);
    time.advance(HOUR);
    clock.delivered(10);
    time.advance(HOUR);
    assertThat(faults).isEmpty();
    clock.delivered(10);
    time.advance(READ.minus(TICK));
    assertThat(faults).isEmpty();
    time.advance(TICK.plus(LATE));
    assertThat(faults).containsExactly(Fault.Upstream.READ_TIMEOUT);
  }

  @Test
  void whatEndpointAndClientDoBeginsTheReadTimeAnew() {
    List<Runnable> movements =
        List.of(
            clock::opened,
            clock::ended,
            clock::informed,
            clock::informed,
            clock::head,
            () -> {
              clock.data(10);
              clock.delivered(10);
            });
    for (Runnable movement : movements) {
      movement.run();
      time.advance(READ.minus(TICK));
    }
    assertThat(faults).isEmpty();
    time.advance(TICK.plus(LATE));
    assertThat(faults).containsExactly(Fault.Upstream.READ_TIMEOUT);
  }

  @Test
  void whatTheClientSendsBehindAStuckBodyDoesNotExcuseTheEndpoint() {
    clock.opened();
    clock.sent(10);
    for (int i = 0; i < 3; i++) {
      time.advance(SEND.dividedBy(4));
      clock.sent(10);
    }
    time.advance(SEND.dividedBy(4).plus(LATE));
    assertThat(faults).containsExactly(Fault.Upstream.SEND_TIMEOUT);
  }

  @Test
  void whatASocketTookWithoutAWordIsAskedForBeforeAnybodyIsBlamed() {
    clock.opened();
    clock.sent(10);
    clock.ended();
    untold = 4;
    time.advance(SEND.plus(LATE));
    assertThat(faults).isEmpty();
    assertThat(clock.running()).isEqualTo(Running.SEND);
    untold = 6;
    time.advance(SEND.plus(LATE));
    assertThat(faults).isEmpty();
    assertThat(clock.running()).isEqualTo(Running.READ);
    time.advance(READ.plus(LATE));
    assertThat(faults).containsExactly(Fault.Upstream.READ_TIMEOUT);
  }

  @Test
  void nothingRunsOnceItIsStopped() {
    clock.opened();
    clock.ended();
    clock.stop();
    clock.taken(1);
    clock.delivered(1);
    clock.head();
    assertThat(clock.running()).isEqualTo(Running.NONE);
    time.advance(HOUR);
    assertThat(faults).isEmpty();
  }
}
