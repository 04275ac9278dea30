package io.naru.proxy.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class SmallPartsTest {
  private static final ByteBufAllocator ALLOC = new BufferBudget(1 << 20, 1).allocator();

  private static ByteBuf part(int size) {
    return ALLOC.directBuffer(1024).writeZero(size);
  }

  @Test
  void aKibibyteIsNotSmall() {
    assertThat(SmallParts.isSmall(Unpooled.wrappedBuffer(new byte[1023]))).isTrue();
    assertThat(SmallParts.isSmall(Unpooled.wrappedBuffer(new byte[1024]))).isFalse();
  }

  @Test
  void whatIsGatheredHoldsAtMostTwiceItsSize() {
    ByteBuf gathered = SmallParts.gather(ALLOC, part(1));
    ByteBuf next = part(1);
    while (SmallParts.fits(gathered, next)) {
      SmallParts.append(gathered, next);
      assertThat(next.refCnt()).isZero();
      int size = gathered.readableBytes();
      assertThat(gathered.capacity()).isLessThanOrEqualTo(Math.max(256, 2 * size));
      next = part(1);
    }
    assertThat(gathered.readableBytes()).isEqualTo(16 * 1024);
    next.release();
    gathered.release();
  }
}
