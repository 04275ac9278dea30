package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final long MIB = 1 << 20;

  @Test
  void tooSmallAContainerIsNamedWithWhatItNeeds() {
    assertThat(new Memory(128 * MIB, 100 * MIB, 100 * MIB).shortage())
        .contains("Too little memory: there are 128 MiB, and Naru needs at least 192 MiB.");
  }

  @Test
  void tooSmallAHeapIsNamedWithWhatItNeeds() {
    assertThat(new Memory(512 * MIB, 32 * MIB, 32 * MIB).shortage())
        .contains(
            "Too little heap: the JVM has at most 32 MiB, and Naru needs at least 64 MiB (-Xmx).");
  }

  @Test
  void buffersGetLessThanAllDirectMemoryBecauseChunksAreUsedInPart() {
    assertThat(new Memory(512 * MIB, 180 * MIB, 100 * MIB).buffers()).isEqualTo(60 * MIB);
  }

  @Test
  void directMemoryIsAsMuchAsTheHeapWhereNothingElseIsSaid() {
    assertThat(Memory.ofProcess().direct()).isEqualTo(Runtime.getRuntime().maxMemory());
  }

  /// The script gives the heap 35 % of what there is.
  @Test
  void theLeastContainerHasHeapEnough() {
    assertThat(new Memory(192 * MIB, 192 * MIB * 35 / 100, 192 * MIB * 35 / 100).shortage())
        .isEmpty();
  }
}
