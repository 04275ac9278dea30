package io.naru.tls.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that loses a buffer: {@code @ExtendWith(LeakGate.class)}. Netty's paranoid
 * detector finds what the collector took while it still counted references, and alone would only
 * log it.
 *
 * @see ExtendWith
 */
public final class LeakGate implements BeforeAllCallback, AfterAllCallback {
  private static final int COLLECTIONS = 5;
  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + " " + records));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      // the detector reports what it found when the next buffer is made
      ByteBuf probe = UnpooledByteBufAllocator.DEFAULT.buffer();
      probe.release();
    }
    if (!leaks.isEmpty()) {
      throw new AssertionError("buffers lost: " + leaks);
    }
  }
}
