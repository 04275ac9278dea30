package io.naru.proxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.Tables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CurrentTableTest {
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final List<Long> heard = new ArrayList<>();
  private final CurrentTable current = new CurrentTable(LiveTable.empty(Tables.CERTIFICATES));

  @Test
  void whatWasPublishedIsServed() {
    assertThat(current.get().generation()).isZero();
    LiveTable next = table(1);
    current.publish(next);
    assertThat(current.get()).isSameAs(next);
  }

  @Test
  void aListenerHearsOnItsLoop() {
    current.subscribe(loop::add, table -> heard.add(table.generation()));
    current.publish(table(1));
    assertThat(heard).isEmpty();
    runLoop();
    assertThat(heard).containsExactly(1L);
  }

  @Test
  void swapsFasterThanTheLoopAreHeardAsTheLast() {
    current.subscribe(loop::add, table -> heard.add(table.generation()));
    current.publish(table(1));
    current.publish(table(2));
    assertThat(loop).hasSize(1);
    runLoop();
    current.publish(table(3));
    runLoop();
    assertThat(heard).containsExactly(2L, 3L);
  }

  @Test
  void aSwapWhileTheListenerRunsIsHeardToo() {
    current.subscribe(
        loop::add,
        table -> {
          heard.add(table.generation());
          if (table.generation() == 1) {
            current.publish(table(2));
          }
        });
    current.publish(table(1));
    runLoop();
    assertThat(heard).containsExactly(1L, 2L);
  }

  @Test
  void whoLeftOrWhoseLoopIsOverHearsNothing() {
    Runnable leave = current.subscribe(loop::add, table -> heard.add(table.generation()));
    current.subscribe(
        _ -> {
          throw new RejectedExecutionException("over");
        },
        table -> heard.add(-table.generation()));
    current.subscribe(loop::add, table -> heard.add(table.generation() * 10));
    leave.run();
    current.publish(table(1));
    current.publish(table(2));
    runLoop();
    assertThat(heard).containsExactly(20L);
  }

  private void runLoop() {
    for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
      task.run();
    }
  }

  private static LiveTable table(long generation) {
    return new Activator(new Random(1))
        .activate(
            Tables.snapshot(generation, List.of(), List.of()),
            LiveTable.empty(Tables.CERTIFICATES));
  }
}
