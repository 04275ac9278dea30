package io.naru.proxy.h2;

import java.util.ArrayList;
import java.util.function.BiConsumer;

/**
 * The streams of a connection that handed bytes to the channel since the last flush. Credit goes
 * back for what went out, not by what might: a stream's queue counts against the windows of all
 * others in Netty's eyes, and a few that stall would stop the rest.
 */
final class Handovers {
  private ArrayList<PacedStream> moved = new ArrayList<>(0);
  private ArrayList<PacedStream> telling = new ArrayList<>(0);

  void add(PacedStream stream) {
    moved.add(stream);
  }

  /**
   * Each tells its producer, which may hand over more; that waits for the next flush.
   *
   * @param defects hears of a stream that a bug of ours ends
   */
  void tell(BiConsumer<PacedStream, RuntimeException> defects) {
    if (moved.isEmpty() || !telling.isEmpty()) {
      return;
    }
    ArrayList<PacedStream> batch = moved;
    moved = telling;
    telling = batch;
    try {
      for (PacedStream stream : batch) {
        tell(stream, defects);
      }
    } finally {
      batch.clear();
    }
  }

  private static void tell(PacedStream stream, BiConsumer<PacedStream, RuntimeException> defects) {
    try {
      stream.tell();
    } catch (RuntimeException e) {
      defects.accept(stream, e);
    }
  }
}
