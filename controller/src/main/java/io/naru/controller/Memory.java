package io.naru.controller;

import java.lang.management.ManagementFactory;
import java.util.Optional;

/// What memory there is, in bytes.
///
/// @param total of the container, or else of the machine
/// @param heap the most that the JVM's heap may become
record Memory(long total, long heap) {
  private static final long MIB = 1 << 20;
  private static final long LEAST_TOTAL = 192 * MIB;
  private static final long LEAST_HEAP = 64 * MIB;

  static Memory ofProcess() {
    return new Memory(
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalMemorySize(),
        Runtime.getRuntime().maxMemory());
  }

  /// Why that is too little to start; empty if it is enough.
  Optional<String> shortage() {
    if (total < LEAST_TOTAL) {
      return Optional.of(
          "Too little memory: there are %d MiB, and Naru needs at least %d MiB."
              .formatted(total / MIB, LEAST_TOTAL / MIB));
    }
    if (heap < LEAST_HEAP) {
      return Optional.of(
          "Too little heap: the JVM has at most %d MiB, and Naru needs at least %d MiB (-Xmx)."
              .formatted(heap / MIB, LEAST_HEAP / MIB));
    }
    return Optional.empty();
  }
}
