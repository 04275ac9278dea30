package io.naru.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.h2.H2Limits;
import io.naru.proxy.policy.ClientLimits;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
  @Test
  void theDefaultsOfBothAreTheSame() {
    assertThat(ConnectionLimits.of(ClientLimits.DEFAULT).h2()).isEqualTo(H2Limits.CLIENTS);
  }
}
