package io.naru.proxy.h2;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test class in which a buffer was lost. A buffer that is lost on purpose at the end proves
 * that the detector reports, and that it has seen everything before.
 */
final class Leaks implements BeforeAllCallback, AfterAllCallback {
  private static final int TRIES = 2000;

  private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    reports.start();
    logger().addAppender(reports);
    logger().setAdditive(false);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    String canary = "canary " + UUID.randomUUID();
    lose(canary);
    boolean seen = false;
    for (int i = 0; i < TRIES && !seen; i++) {
      System.gc();
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
      seen = all().stream().anyMatch(report -> report.contains(canary));
    }
    logger().detachAppender(reports);
    logger().setAdditive(true);
    List<String> leaks = all();
    leaks.removeIf(report -> report.contains("canary "));
    if (!seen || !leaks.isEmpty()) {
      throw new AssertionError(seen ? "leaked: " + leaks : "the leak detector does not report");
    }
  }

  private static void lose(String canary) {
    ByteBuf lost = PooledByteBufAllocator.DEFAULT.directBuffer(16);
    lost.touch(canary);
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (ILoggingEvent event : List.copyOf(reports.list)) {
      if (event.getLevel() == Level.ERROR) {
        all.add(event.getFormattedMessage());
      }
    }
    return all;
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  }
}
