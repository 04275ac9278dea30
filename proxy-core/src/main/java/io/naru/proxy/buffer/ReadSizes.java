package io.naru.proxy.buffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How much a connection reads at once: it begins small, grows with a body that keeps coming, and
 * never exceeds what the pressure allows. Of one loop's channels.
 */
public final class ReadSizes extends AdaptiveRecvByteBufAllocator {
  private static final int SMALLEST = 1024;
  private static final int FIRST = 4096;

  private final BufferShare share;

  public ReadSizes(BufferShare share) {
    super(SMALLEST, FIRST, Pressure.LOW.size());
    this.share = share;
  }

  @Override
  public ExtendedHandle newHandle() {
    return new Bounded((ExtendedHandle) super.newHandle());
  }

  private final class Bounded extends DelegatingHandle implements ExtendedHandle {
    private final ExtendedHandle guessing;

    Bounded(ExtendedHandle guessing) {
      super(guessing);
      this.guessing = guessing;
    }

    @Override
    public int guess() {
      return Math.min(super.guess(), share.pressure().size());
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator alloc) {
      int size = guess();
      share.drawn(size);
      return alloc.ioBuffer(size);
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return guessing.continueReading(maybeMore);
    }
  }
}
