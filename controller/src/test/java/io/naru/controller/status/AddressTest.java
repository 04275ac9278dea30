package io.naru.controller.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1"})
  void anIpIsAnIp(String text) {
    assertThat(Address.parse(text)).contains(Address.ofIp(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lb.example.com", "localhost", "a-1.test"})
  void aNameIsAHostName(String text) {
    assertThat(Address.parse(text)).contains(Address.ofHostname(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a.test", "a..b", "fe80::1%eth0", "LB.test", "a_b.test"})
  void whatAnApiServerWouldRefuseIsNeither(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @Test
  void theyStandByHostNameThenByIpEachOnce() {
    Address b = Address.ofHostname("b.test");
    Address a = Address.ofHostname("a.test");
    Address one = Address.ofIp("10.0.0.1");
    Address two = Address.ofIp("10.0.0.2");
    assertThat(Addresses.of(List.of(b, two, a, one, b)).sorted()).containsExactly(one, two, a, b);
  }

  @Test
  void nothingIsNoAddress() {
    assertThatThrownBy(() -> new Address("", "")).isInstanceOf(IllegalArgumentException.class);
  }
}
