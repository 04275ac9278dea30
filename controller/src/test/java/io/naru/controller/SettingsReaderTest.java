package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

  @Test
  void withoutFlagsTheSettingsAreThoseOfTheUpstreamController() throws Refusal {
    Settings settings = read(Map.of());
    assertThat(settings.traffic().http()).isEqualTo(80);
    assertThat(settings.traffic().https()).isEqualTo(443);
    assertThat(settings.status().healthPort()).isEqualTo(10254);
    assertThat(settings.status().adminPort()).isEqualTo(10246);
    assertThat(settings.compile().classes().controller()).isEqualTo("k8s.io/ingress-nginx");
    assertThat(settings.compile().classes().name()).isEqualTo("nginx");
    assertThat(settings.compile().catchAll()).isTrue();
    assertThat(settings.compile().externalNames()).isTrue();
  }

  /// DESIGN 2: the ConfigMap of that name is read if it is there.
  @Test
  void inAFolderTheConfigMapNeedNotBeNamed() throws Refusal {
    assertThat(read(Map.of()).compile().references().configMap())
        .contains(new ObjectKey(Kind.CONFIG_MAP, "ingress-nginx", "ingress-nginx-controller"));
  }

  @Test
  void whatClientsSeeOfTheHttpsPortIsWhatRedirectsName() throws Refusal {
    assertThat(read(Map.of(Flag.HTTPS_PORT, "8443")).compile().httpsPort()).isEqualTo(8443);
    assertThat(
            read(Map.of(Flag.HTTPS_PORT, "8443", Flag.ADVERTISED_HTTPS_PORT, "443"))
                .compile()
                .httpsPort())
        .isEqualTo(443);
  }

  @Test
  void switchesThatTakeSomethingAwayAreTurnedRound() throws Refusal {
    Settings settings =
        read(Map.of(Flag.DISABLE_CATCH_ALL, "true", Flag.DISABLE_SVC_EXTERNAL_NAME, "true"));
    assertThat(settings.compile().catchAll()).isFalse();
    assertThat(settings.compile().externalNames()).isFalse();
  }

  @Test
  void withoutAFolderThereIsNothingToServe() {
    assertThatThrownBy(() -> new SettingsReader(FlagValues.NONE).settings())
        .hasMessage("serve needs --manifests=DIR: watching a cluster is not built yet.");
  }

  @Test
  void theWebhookIsOffWithoutItsFlag() throws Refusal {
    assertThat(read(Map.of()).webhook()).isEmpty();
  }

  @Test
  void theWebhookNeedsACertificate() throws Refusal {
    assertThatThrownBy(() -> read(Map.of(Flag.VALIDATING_WEBHOOK, ":8443")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--validating-webhook-certificate=FILE");
    assertThat(
            read(Map.of(
                    Flag.VALIDATING_WEBHOOK, ":8443",
                    Flag.VALIDATING_WEBHOOK_CERTIFICATE, "c",
                    Flag.VALIDATING_WEBHOOK_KEY, "k",
                    Flag.VALIDATING_WEBHOOK_CLIENT_CA, "ca"))
                .webhook())
        .contains(
            new Settings.Webhook(
                new InetSocketAddress(8443),
                new Settings.Proof.Files(Path.of("c"), Path.of("k")),
                Optional.of(Path.of("ca"))));
  }

  private static Settings read(Map<Flag, String> flags) throws Refusal {
    Map<Flag, String> all = new HashMap<>(flags);
    all.put(Flag.MANIFESTS, "manifests");
    return new SettingsReader(new FlagValues(all)).settings();
  }
}
