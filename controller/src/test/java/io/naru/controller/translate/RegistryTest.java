package io.naru.controller.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegistryTest {
  @Test
  void aConstantIsNamedAsUsersWriteIt() {
    assertThat(Annotation.named("proxy-read-timeout")).contains(Annotation.PROXY_READ_TIMEOUT);
    assertThat(Annotation.named("Proxy-Read-Timeout")).isEmpty();
    assertThat(ConfigKey.named("Proxy-Read-Timeout")).contains(ConfigKey.PROXY_READ_TIMEOUT);
  }

  @Test
  void whatProtectsIsNeverIgnored() {
    assertThat(Stream.of(Annotation.values()).filter(Annotation::security))
        .noneMatch(it -> it.support() == Support.LATER)
        .noneMatch(it -> it.support() == Support.INERT)
        .noneMatch(it -> it.support() == Support.REMOVED);
  }

  @Test
  void whatIsRefusedProtects() {
    assertThat(
            Stream.of(Annotation.values()).filter(it -> it.support().name().startsWith("REFUSED")))
        .isNotEmpty()
        .allMatch(Annotation::security);
  }

  @Test
  void thePublishedNamesAreAllKnown() {
    assertThat(Annotation.values()).hasSizeGreaterThan(130);
    assertThat(ConfigKey.values()).hasSizeGreaterThan(190);
  }
}
