package io.naru.controller.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.naru.proxy.policy.ClientLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the ConfigMap says of clients' connections.
class ClientSettingsTest {

  private static SettingsTranslator.Translated read(Map<String, String> data) {
    return SettingsTranslator.translate(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("ingress-nginx")
            .withName("ingress-nginx-controller")
            .endMetadata()
            .withData(data)
            .build());
  }

  @Test
  void everyKeyIsRead() {
    var translated =
        read(
            Map.of(
                "keep-alive", "0",
                "keep-alive-requests", "7",
                "client-header-timeout", "5",
                "client-body-timeout", "6",
                "large-client-header-buffers", "2 16k",
                "http2-max-concurrent-streams", "9",
                "use-http2", "false",
                "worker-shutdown-timeout", "1m 30s"));
    assertThat(translated.settings().clients())
        .isEqualTo(
            new ClientLimits(
                7,
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                16 * 1024,
                32 * 1024,
                9,
                false,
                Duration.ofSeconds(90)));
    assertThat(translated.problems()).isEmpty();
  }

  @Test
  void aBadValueTakesItsDefaultAndIsAProblem() {
    var translated =
        read(
            Map.of(
                "large-client-header-buffers", "4 of 8k",
                "keep-alive-requests", "0",
                "worker-shutdown-timeout", "0"));
    assertThat(translated.settings().clients()).isEqualTo(ClientLimits.DEFAULT);
    assertThat(translated.problems()).hasSize(3);
  }
}
