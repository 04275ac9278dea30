package io.naru.controller.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final long NOW = Long.MAX_VALUE - 5;

  private final EventQueue queue = new EventQueue(2, 2);

  private static ObjectEvent event(String name) {
    return new ObjectEvent(
        new ObjectKey(Kind.INGRESS, "default", name), "1", ObjectEvent.Type.NORMAL, "Sync", "it");
  }

  private static long later(Duration time) {
    return NOW + time.toNanos();
  }

  private List<String> waiting() {
    List<String> names = new ArrayList<>();
    for (Optional<ObjectEvent> next = queue.first(); next.isPresent(); next = queue.first()) {
      names.add(next.get().object().name());
      queue.drop(next.get());
    }
    return names;
  }

  @Test
  void whatWaitsDoesNotWaitTwice() {
    assertThat(queue.offer(event("a"), QUIET, NOW)).isTrue();
    assertThat(queue.offer(event("a"), QUIET, NOW)).isTrue();
    assertThat(waiting()).containsExactly("a");
  }

  @Test
  void theFirstToComeIsTheFirstToGo() {
    queue.offer(event("b"), QUIET, NOW);
    queue.offer(event("a"), QUIET, NOW);
    assertThat(waiting()).containsExactly("b", "a");
  }

  @Test
  void whatWasSaidIsNotSaidAgainForAWhile() {
    queue.offer(event("a"), QUIET, NOW);
    queue.said(event("a"), NOW);
    assertThat(queue.offer(event("a"), QUIET, later(QUIET.minusNanos(1)))).isTrue();
    assertThat(waiting()).isEmpty();
    assertThat(queue.offer(event("a"), QUIET, later(QUIET))).isTrue();
    assertThat(queue.times(event("a"))).isEqualTo(1);
    assertThat(waiting()).containsExactly("a");
  }

  @Test
  void thereIsNoRoomForMoreThanItHolds() {
    queue.offer(event("a"), QUIET, NOW);
    queue.offer(event("b"), QUIET, NOW);
    assertThat(queue.offer(event("c"), QUIET, NOW)).isFalse();
    assertThat(queue.offer(event("b"), QUIET, NOW)).isTrue();
    assertThat(waiting()).containsExactly("a", "b");
  }

  @Test
  void whatWasSaidLongestAgoIsForgottenFirst() {
    for (String name : List.of("a", "b", "a", "c")) {
      queue.said(event(name), NOW);
    }
    assertThat(queue.times(event("a"))).isEqualTo(2);
    assertThat(queue.times(event("b"))).isZero();
    assertThat(queue.times(event("c"))).isEqualTo(1);
  }
}
