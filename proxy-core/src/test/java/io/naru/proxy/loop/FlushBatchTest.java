package io.naru.proxy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlushBatchTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final FlushBatch batch = new FlushBatch(tasks::add);
  private final List<String> flushed = new ArrayList<>();

  private FlushBatch.Flushable connection(String name, Runnable also) {
    return new FlushBatch.Flushable() {
      @Override
      protected void flushMarked() {
        flushed.add(name);
        also.run();
      }
    };
  }

  private void iterate() {
    for (int i = tasks.size(); i > 0; i--) {
      tasks.remove().run();
    }
  }

  @Test
  void eachMarkedConnectionIsFlushedOnceInOneTask() {
    FlushBatch.Flushable a = connection("a", () -> {});
    FlushBatch.Flushable b = connection("b", () -> {});
    batch.mark(a);
    batch.mark(b);
    batch.mark(a);
    assertThat(tasks).hasSize(1);
    iterate();
    assertThat(flushed).containsExactly("a", "b");
    assertThat(tasks).isEmpty();
  }

  @Test
  void aConnectionMayBeMarkedAgain() {
    FlushBatch.Flushable a = connection("a", () -> {});
    for (int i = 0; i < 3; i++) {
      batch.mark(a);
      iterate();
    }
    assertThat(flushed).containsExactly("a", "a", "a");
  }

  @Test
  void markedWhileFlushingItWaitsForTheNextTask() {
    List<FlushBatch.Flushable> self = new ArrayList<>();
    FlushBatch.Flushable b = connection("b", () -> {});
    self.add(
        connection(
            "a",
            () -> {
              if (flushed.size() < 4) {
                batch.mark(self.getFirst());
                batch.mark(b);
              }
            }));
    batch.mark(self.getFirst());
    iterate();
    assertThat(flushed).containsExactly("a");
    iterate();
    assertThat(flushed).containsExactly("a", "a", "b");
    iterate();
    // b was still to be flushed when it was marked again
    assertThat(flushed).containsExactly("a", "a", "b", "a");
    assertThat(tasks).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("whatMayBeThrown")
  void whatBreaksOneConnectionLeavesTheOthers(Runnable breaks) {
    List<Throwable> reported = new ArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
    Thread.currentThread().setUncaughtExceptionHandler((_, bug) -> reported.add(bug));
    try {
      batch.mark(connection("a", breaks));
      batch.mark(connection("b", () -> {}));
      iterate();
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(before);
    }
    assertThat(flushed).containsExactly("a", "b");
    assertThat(reported).hasSize(1);
  }

  static Stream<Runnable> whatMayBeThrown() {
    return Stream.of(
        () -> {
          throw new IllegalStateException("a bug");
        },
        () -> {
          throw new OutOfMemoryError("no buffer to be had");
        });
  }
}
