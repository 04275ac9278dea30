package io.naru.proxy.testkit;

import ch.qos.logback.classic.Logger;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test class that loses a buffer: {@code @ExtendWith(LeakGate.class)}. Netty's paranoid
 * detector finds what the collector took while it still counted references, and alone would only
 * log it. A buffer that is lost on purpose at the end proves that everything before it was looked
 * at.
 */
public final class LeakGate implements BeforeAllCallback, AfterAllCallback {
  private static final int COLLECTIONS = 200;
  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    // the gate reports what it finds itself
    detectorsLog().setAdditive(false);
    ByteBufUtil.setLeakListener((_, records) -> leaks.add(ours(records)));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    String canary = "canary " + UUID.randomUUID();
    lose(canary);
    boolean seen = false;
    for (int i = 0; i < COLLECTIONS && !seen; i++) {
      System.gc();
      // the detector reports what it found when the next buffer is made
      UnpooledByteBufAllocator.DEFAULT.directBuffer().release();
      seen = leaks.stream().anyMatch(leak -> leak.contains(canary));
    }
    detectorsLog().setAdditive(true);
    leaks.removeIf(leak -> leak.contains("canary "));
    if (!seen || !leaks.isEmpty()) {
      throw new AssertionError(seen ? "buffers lost: " + leaks : "the leak detector is blind");
    }
  }

  /** The trace without the frames of others, but their first. */
  private static String ours(String records) {
    StringBuilder trace = new StringBuilder();
    boolean first = false;
    for (String line : records.lines().toList()) {
      if (first || !line.startsWith("\t") || line.contains("io.naru") || line.contains("Hint")) {
        trace.append(line).append('\n');
      }
      first = !line.startsWith("\t");
    }
    return trace.toString();
  }

  private static Logger detectorsLog() {
    return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  }

  private static void lose(String canary) {
    ByteBuf lost = UnpooledByteBufAllocator.DEFAULT.directBuffer();
    lost.touch(canary);
  }
}
