package io.naru.controller.watch.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static ObjectKey key(int i) {
    return new ObjectKey(Kind.SECRET, "shop", "s" + i);
  }

  @Test
  void theLargestGoFirstInWhateverOrderAllCome() {
    List<Integer> sizes = new ArrayList<>(List.of(10, 20, 30, 400, 500, 600, 40));
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(sizes, new Random(seed));
      Allowance allowance = new Allowance(520);
      Set<ObjectKey> held = new TreeSet<>();
      for (int size : sizes) {
        held.add(key(size));
        allowance.take(key(size), size).map(Allowance.Held::key).ifPresent(held::remove);
      }
      assertThat(held).containsExactlyInAnyOrder(key(10), key(20), key(30), key(40), key(400));
    }
  }

  @Test
  void whatIsReplacedOrReleasedMakesRoom() {
    Allowance allowance = new Allowance(100);
    assertThat(allowance.take(key(1), 90)).isEmpty();
    assertThat(allowance.take(key(1), 95)).isEmpty();
    assertThat(allowance.fits(6)).isFalse();
    allowance.release(key(1));
    allowance.release(key(1));
    assertThat(allowance.fits(100)).isTrue();
  }
}
