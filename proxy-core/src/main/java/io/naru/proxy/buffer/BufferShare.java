package io.naru.proxy.buffer;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.WriteBufferWaterMark;

/**
 * One loop's part in the budget: it looks at the whole again whenever the loop has read so much
 * that the answer may have changed. Nobody waits for a share: a body that is not read any more is
 * read again when its own bytes were taken. Used on its loop only.
 */
public final class BufferShare {
  /** Of the limit, in reads between two looks; what all loops may pass the limit by. */
  private static final int LOOKS = 128;

  private static final long MOST_UNSEEN = 1 << 20;
  private static final long MOST_UNSEEN_UNDER_PRESSURE = 64 * 1024;

  /** Of one body, in excess of the budget. */
  private static final long MOST_UNTAKEN = 16 * 1024;

  private final BufferBudget budget;
  private final long stride;
  private Pressure pressure = Pressure.LOW;
  private WriteBufferWaterMark queue = queue(pressure);
  private long unseen;

  BufferShare(BufferBudget budget) {
    this.budget = budget;
    this.stride = Math.min(MOST_UNSEEN, budget.limit() / LOOKS);
  }

  public ByteBufAllocator allocator() {
    return budget.allocator();
  }

  /** A buffer of that size was made for a read. */
  void drawn(int bytes) {
    unseen += bytes;
    long most = pressure == Pressure.LOW ? stride : Math.min(stride, MOST_UNSEEN_UNDER_PRESSURE);
    if (unseen >= most) {
      look();
    }
  }

  /** As of the last look. */
  public Pressure pressure() {
    return pressure;
  }

  /** Whether new work may begin; where it may not, that was looked at now. */
  public boolean admits() {
    if (pressure.compareTo(Pressure.OVER) < 0) {
      return true;
    }
    look();
    return pressure.compareTo(Pressure.OVER) < 0;
  }

  /** Whether so many bytes of one body, which nobody takes, are more than may be held now. */
  public boolean refuses(long held) {
    return pressure == Pressure.EXCESS && held > MOST_UNTAKEN;
  }

  /** Over the budget means over it until an eighth is free again: the line is not danced on. */
  private void look() {
    unseen = 0;
    long used = budget.used();
    Pressure now = Pressure.of(used, budget.limit());
    boolean wasOver = pressure.compareTo(Pressure.OVER) >= 0;
    if (wasOver && now == Pressure.HIGH && used > budget.limit() - budget.limit() / 8) {
      now = Pressure.OVER;
    }
    if (now != pressure) {
      pressure = now;
      queue = queue(now);
    }
  }

  private static WriteBufferWaterMark queue(Pressure pressure) {
    return new WriteBufferWaterMark(pressure.size() / 2, pressure.size());
  }

  /** Bounds the write queue of a channel that is about to be written to. */
  @SuppressWarnings("ReferenceEquality") // only whether it is the current one
  public void bound(ChannelConfig channel) {
    if (channel.getWriteBufferWaterMark() != queue) {
      channel.setWriteBufferWaterMark(queue);
    }
  }
}
