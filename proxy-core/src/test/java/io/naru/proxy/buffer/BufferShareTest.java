package io.naru.proxy.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class BufferShareTest {
  private static final int UNIT = 256 * 1024;

  /** Of 16 units. */
  private final BufferBudget budget = new BufferBudget(16 * UNIT, 1);

  private final BufferShare share = budget.share();
  private final ArrayDeque<ByteBuf> held = new ArrayDeque<>();

  /** So many units are held, and the loop has read enough to look. */
  private Pressure hold(int units) {
    while (held.size() < units) {
      held.add(budget.allocator().directBuffer(UNIT));
    }
    while (held.size() > units) {
      held.remove().release();
    }
    share.drawn(UNIT);
    return share.pressure();
  }

  @Test
  void thePressureFollowsWhatIsHeld() {
    assertThat(hold(0)).isEqualTo(Pressure.LOW);
    assertThat(hold(7)).isEqualTo(Pressure.LOW);
    assertThat(hold(8)).isEqualTo(Pressure.MEDIUM);
    assertThat(hold(9)).isEqualTo(Pressure.MEDIUM);
    assertThat(hold(10)).isEqualTo(Pressure.HIGH);
    assertThat(hold(16)).isEqualTo(Pressure.OVER);
    assertThat(hold(20)).isEqualTo(Pressure.EXCESS);
    assertThat(hold(3)).isEqualTo(Pressure.LOW);
    hold(0);
  }

  @Test
  void overTheBudgetLastsUntilAnEighthIsFree() {
    hold(16);
    assertThat(hold(15)).isEqualTo(Pressure.OVER);
    assertThat(share.admits()).isFalse();
    assertThat(hold(14)).isEqualTo(Pressure.HIGH);
    assertThat(hold(15)).isEqualTo(Pressure.HIGH);
    assertThat(share.admits()).isTrue();
    hold(0);
  }

  @Test
  void whoAsksToBeginIsToldWhatIsTrueNow() {
    hold(16);
    assertThat(share.admits()).isFalse();
    held.forEach(ByteBuf::release);
    held.clear();
    assertThat(share.pressure()).as("as of the last look").isEqualTo(Pressure.OVER);
    assertThat(share.admits()).isTrue();
    assertThat(share.pressure()).isEqualTo(Pressure.LOW);
  }

  @Test
  void smallReadsAreSeenTooInTheLongRun() {
    hold(0);
    held.add(budget.allocator().directBuffer(16 * UNIT));
    for (int read = 0; read < 1000; read++) {
      share.drawn(1024);
    }
    assertThat(share.pressure()).isEqualTo(Pressure.OVER);
    hold(0);
  }

  @Test
  void onlyInExcessIsMoreThanALittleRefused() {
    hold(16);
    assertThat(share.refuses(1 << 20)).isFalse();
    hold(20);
    assertThat(share.refuses(16 * 1024)).isFalse();
    assertThat(share.refuses(16 * 1024 + 1)).isTrue();
    hold(0);
  }

  @Test
  void readsAndWriteQueuesShrinkUnderPressure() {
    RecvByteBufAllocator.ExtendedHandle reads = new ReadSizes(share).newHandle();
    EmbeddedChannel channel = new EmbeddedChannel();
    for (int i = 0; i < 100; i++) {
      ByteBuf read = reads.allocate(budget.allocator());
      reads.attemptedBytesRead(read.writableBytes());
      reads.lastBytesRead(read.writableBytes());
      reads.readComplete();
      read.release();
    }
    share.bound(channel.config());
    assertThat(reads.guess()).isEqualTo(256 * 1024);
    assertThat(channel.config().getWriteBufferHighWaterMark()).isEqualTo(256 * 1024);
    hold(12);
    share.bound(channel.config());
    assertThat(reads.guess()).isEqualTo(4 * 1024);
    assertThat(channel.config().getWriteBufferHighWaterMark()).isEqualTo(4 * 1024);
    hold(0);
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void aBudgetOfNothingIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BufferBudget(0, 1));
  }
}
