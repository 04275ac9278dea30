package io.naru.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class AnswerTest {

  @Test
  void aTokenThatCannotBeReadIsNoAnswer() {
    assertThat(
            Answer.of(() -> {
              throw new UncheckedIOException(new IOException("token: no such file"));
            }))
        .isEqualTo(new Answer.Unreachable<>("token: no such file"));
  }
}
