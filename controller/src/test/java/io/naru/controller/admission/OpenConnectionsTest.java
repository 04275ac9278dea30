package io.naru.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
  private final OpenConnections open = new OpenConnections(2);
  private final EmbeddedChannel first = new EmbeddedChannel();
  private final EmbeddedChannel second = new EmbeddedChannel();
  private final EmbeddedChannel third = new EmbeddedChannel();

  private void both() {
    assertThat(open.admit(first)).isTrue();
    assertThat(open.admit(second)).isTrue();
  }

  @Test
  void theOneThatIsSilentForLongestGivesWay() {
    both();
    assertThat(open.admit(third)).isTrue();
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
  }

  @Test
  void whoAskedLastGivesWayLast() {
    both();
    open.waitsFor(first);
    open.admit(third);
    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isFalse();
  }

  @Test
  void whoWaitsForUsNeverGivesWay() {
    both();
    open.isServing(first);
    open.isServing(second);
    assertThat(open.admit(third)).isFalse();
    open.waitsFor(second);
    assertThat(open.admit(third)).isTrue();
    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isFalse();
  }

  @Test
  void whoIsGoneLeavesRoom() {
    both();
    second.close();
    second.runPendingTasks();
    open.waitsFor(second);
    assertThat(open.admit(third)).isTrue();
    assertThat(first.isOpen()).isTrue();
  }
}
