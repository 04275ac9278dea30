package io.naru.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadinessTest {
  private final Readiness readiness = new Readiness();

  @Test
  void itIsNotReadyBeforeTheFirstTable() {
    assertThat(readiness.obstacle()).contains("the first full list of objects is not served yet");
  }

  @Test
  void itIsReadyOnceItServes() {
    readiness.serving();
    assertThat(readiness.obstacle()).isEmpty();
  }

  @Test
  void theEndHasNoWayBack() {
    readiness.stopping();
    readiness.serving();
    assertThat(readiness.obstacle()).contains("the program is shutting down");
  }
}
