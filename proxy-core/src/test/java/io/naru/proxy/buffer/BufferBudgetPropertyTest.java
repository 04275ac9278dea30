package io.naru.proxy.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever is made, sliced, grown and released in whatever order: the budget knows what is held.
 */
class BufferBudgetPropertyTest {
  private static final int STEPS = 500;

  /** A buffer that somebody still has some part of. */
  private record Held(ByteBuf root, List<ByteBuf> parts) {
    void releaseOne(SplittableRandom random) {
      parts.remove(random.nextInt(parts.size())).release();
    }
  }

  private final BufferBudget budget = new BufferBudget(1 << 20, 1);
  private final List<Held> held = new ArrayList<>();

  private void step(SplittableRandom random) {
    if (held.isEmpty() || random.nextInt(5) < 2) {
      ByteBuf made = budget.allocator().directBuffer(1 + random.nextInt(100_000));
      held.add(new Held(made, new ArrayList<>(List.of(made))));
      return;
    }
    Held one = held.get(random.nextInt(held.size()));
    switch (random.nextInt(4)) {
      case 0 -> one.parts().add(one.root().retainedSlice(0, 1));
      case 1 -> {
        if (one.root().refCnt() == 1) {
          one.root().capacity(1 + random.nextInt(200_000));
        }
      }
      default -> one.releaseOne(random);
    }
    held.removeIf(each -> each.parts().isEmpty());
  }

  @Property(tries = 20)
  void whatIsHeldIsKnownByCapacityUntilItsLastPartIsReleased(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < STEPS; i++) {
      step(random);
      long capacity = held.stream().mapToLong(each -> each.root().capacity()).sum();
      // sizes come in classes that are a quarter apart, large ones in whole pages; and what
      // shrinks by less than a half keeps its place
      assertThat(budget.used()).isBetween(capacity, capacity * 5 / 2 + held.size() * 8192L);
    }
    while (!held.isEmpty()) {
      held.getFirst().releaseOne(random);
      held.removeIf(each -> each.parts().isEmpty());
    }
    assertThat(budget.used()).isZero();
  }
}
