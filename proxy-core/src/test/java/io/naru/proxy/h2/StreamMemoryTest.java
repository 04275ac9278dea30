package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamMemoryTest {
  private final StreamMemory memory = new StreamMemory();

  @Test
  void theLast256AreKnown() {
    for (int id = 1; id <= 2001; id += 2) {
      memory.add(id);
      for (int old = Math.max(1, id - 510); old <= id; old += 2) {
        assertThat(memory.contains(old)).isTrue();
      }
      assertThat(memory.contains(id - 512)).isFalse();
    }
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(memory.contains(0)).isFalse();
    assertThat(memory.contains(1)).isFalse();
  }
}
