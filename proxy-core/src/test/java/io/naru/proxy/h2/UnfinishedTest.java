package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class UnfinishedTest {
  private static final int DATA = 0;
  private static final int HEADERS = 1;

  private final Unfinished unfinished = new Unfinished();

  /** The beginning of a frame of 100 bytes on stream 1. */
  private static ByteBuf begun(int type, int bytes) {
    ByteBuf frame = Unpooled.buffer(109);
    frame.writeMedium(100).writeByte(type).writeByte(0).writeInt(1).writeZero(100);
    return frame.readSlice(bytes);
  }

  @Test
  void aFrameWhoseHeaderIsNotWholeIsNotKnownToBeABlock() {
    unfinished.rest(begun(DATA, 8), false);
    assertThat(unfinished.isBlock()).isFalse();
    assertThat(unfinished.isHead()).isTrue();
  }

  @Test
  void aBodyIsNoBlock() {
    unfinished.rest(begun(DATA, 50), false);
    assertThat(unfinished.isBlock()).isFalse();
    assertThat(unfinished.body()).isEqualTo(1);
  }

  @Test
  void aBlockHasBegunWithItsFirstFrameAndEndsWithItsLast() {
    unfinished.rest(begun(HEADERS, 9), false);
    assertThat(unfinished.isBlock()).isTrue();
    unfinished.rest(Unpooled.EMPTY_BUFFER, true);
    assertThat(unfinished.isBlock()).isTrue();
    unfinished.rest(Unpooled.EMPTY_BUFFER, false);
    assertThat(unfinished.isBlock()).isFalse();
  }
}
