package io.naru.controller;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// What memory there is, in bytes.
///
/// @param total of the container, or else of the machine
/// @param heap the most that the JVM's heap may become
/// @param direct the most that there may be outside of it
record Memory(long total, long heap, long direct) {
  private static final long MIB = 1 << 20;
  private static final long LEAST_TOTAL = 192 * MIB;
  private static final long LEAST_HEAP = 64 * MIB;

  /// Of the direct memory; what is left is for chunks of which only a part is in use.
  private static final double BUFFERS = 0.6;

  static Memory ofProcess() {
    long heap = Runtime.getRuntime().maxMemory();
    return new Memory(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        heap,
        direct(heap));
  }

  /// The JVM takes the heap's size where it is told none.
  private static long direct(long heap) {
    String told =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("MaxDirectMemorySize")
            .getValue();
    return told.equals("0") ? heap : Long.parseLong(told);
  }

  /// The budget of buffers: what connections may hold of bytes on their way.
  long buffers() {
    return (long) (direct * BUFFERS);
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
