package io.naru.controller;

// IMPORTS

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.controller.access.Feature;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.watch.cluster.Choice;
import io.naru.controller.watch.cluster.Namespaces;
import io.naru.controller.watch.cluster.SecretReading;
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
  void withoutAFolderAClusterIsServed() throws Refusal {
    Settings settings = cluster(Map.of());
    assertThat(settings.source())
        .isInstanceOfSatisfying(
            Settings.Cluster.class,
            it -> {
              assertThat(it.self()).isEqualTo(new Settings.Self("naru", "naru-0"));
              assertThat(it.choice().namespaces()).isEqualTo(new Namespaces.All());
              assertThat(it.choice().references()).isEmpty();
              assertThat(it.access().has(Feature.ALL_SECRETS)).isTrue();
              assertThat(it.access().has(Feature.NAMESPACE_SELECTOR)).isFalse();
            });
    assertThat(settings.compile().classes().folder()).isFalse();
    assertThat(settings.compile().references()).isEqualTo(CompileOptions.References.NONE);
  }

  @Test
  void twoPortsMayBothBeAnyFreeOne() throws Refusal {
    assertThat(read(Map.of(Flag.HEALTHZ_PORT, "0", Flag.STATUS_PORT, "0")).compile().ownPorts())
        .containsExactly(0);
  }

  @Test
  void inAClusterAPodKnowsWhoItIs() {
    assertThatThrownBy(() -> new SettingsReader(FlagValues.NONE, Map.of()).settings())
        .hasMessageStartingWith("The environment has no POD_NAMESPACE")
        .hasMessageEndingWith("--manifests=DIR serves a folder instead.");
  }

  @Test
  void namespacesAreNamedOrSelected() throws Refusal {
    assertThat(choice(Map.of(Flag.WATCH_NAMESPACE, "shop")).namespaces())
        .isEqualTo(new Namespaces.One("shop"));
    assertThat(choice(Map.of(Flag.WATCH_NAMESPACE_SELECTOR, "team=shop")).namespaces())
        .isEqualTo(new Namespaces.Selected("team=shop"));
    assertThatThrownBy(() ->
            cluster(Map.of(Flag.WATCH_NAMESPACE, "shop", Flag.WATCH_NAMESPACE_SELECTOR, "a=b")))
        .hasMessage("--watch-namespace and --watch-namespace-selector exclude each other.");
  }

  @Test
  void secretsByNameAreAnotherRight() throws Refusal {
    Settings.Cluster settings =
        (Settings.Cluster) cluster(Map.of(Flag.SECRETS, "by-name")).source();
    assertThat(settings.access().has(Feature.SECRETS_BY_NAME)).isTrue();
    assertThat(settings.choice().secrets()).isInstanceOf(SecretReading.ByName.class);
    assertThatThrownBy(() -> cluster(Map.of(Flag.SECRETS, "none")))
        .hasMessage("--secrets=none: neither watch nor by-name.");
  }

  @Test
  void whatIsWrittenNeedsItsRightsAndIsWatched() throws Refusal {
    Settings.Cluster settings =
        (Settings.Cluster)
            cluster(Map.of(Flag.PUBLISH_SERVICE, "edge/naru", Flag.ELECTION_ID, "naru-leader"))
                .source();
    assertThat(settings.access().names().lease()).isEqualTo("naru-leader");
    assertThat(settings.access().features())
        .contains(Feature.ELECTION, Feature.STATUS, Feature.EVENTS)
        .doesNotContain(Feature.NODE_ADDRESSES);
    assertThat(settings.choice().references())
        .containsExactly(new ObjectKey(Kind.SERVICE, "edge", "naru"));
  }

  @Test
  void whatConcernsAnApiServerMakesNoSenseWithAFolder() {
    assertThatThrownBy(() -> read(Map.of(Flag.KUBECONFIG, "config")))
        .hasMessage("--kubeconfig makes no sense with --manifests.");
    assertThatThrownBy(() -> read(Map.of(Flag.UPDATE_STATUS, "true")))
        .hasMessage("--update-status makes no sense with --manifests.");
  }

  private static Choice choice(Map<Flag, String> flags) throws Refusal {
    return ((Settings.Cluster) cluster(flags).source()).choice();
  }

  private static Settings cluster(Map<Flag, String> flags) throws Refusal {
    return new SettingsReader(
            new FlagValues(flags), Map.of("POD_NAME", "naru-0", "POD_NAMESPACE", "naru"))
        .settings();
  }

  @Test
  void bothPortsOfOperatorsMayBeAnyFreeOne() throws Refusal {
    assertThat(read(Map.of(Flag.HEALTHZ_PORT, "0", Flag.STATUS_PORT, "0")).compile().ownPorts())
        .containsExactly(0);
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

  @Test
  void aCertificateOfOurOwnIsTiedToItsObjects() throws Refusal {
    Settings settings =
        cluster(
            Map.of(
                Flag.VALIDATING_WEBHOOK, ":8443",
                Flag.VALIDATING_WEBHOOK_SELF_SIGNED, "secret",
                Flag.VALIDATING_WEBHOOK_CONFIGURATION, "configuration",
                Flag.VALIDATING_WEBHOOK_SERVICE, "service"));
    assertThat(settings.webhook().map(Settings.Webhook::proof))
        .contains(new Settings.Proof.Own("secret", "configuration", "service"));
    assertThat(settings.source())
        .isInstanceOfSatisfying(
            Settings.Cluster.class,
            it -> {
              assertThat(it.access().has(Feature.ADMISSION_CERTIFICATE)).isTrue();
              assertThat(it.access().names().webhookSecret()).isEqualTo("secret");
              assertThat(it.access().names().webhookConfiguration()).isEqualTo("configuration");
            });
    assertThat(((Settings.Cluster) cluster(Map.of()).source()).access().features())
        .doesNotContain(Feature.ADMISSION_CERTIFICATE);
  }

  @Test
  void aCertificateOfOurOwnNeedsAllItsNamesAndAnApiServer() {
    Map<Flag, String> flags =
        Map.of(Flag.VALIDATING_WEBHOOK, ":8443", Flag.VALIDATING_WEBHOOK_SELF_SIGNED, "secret");
    assertThatThrownBy(() -> cluster(flags))
        .hasMessageContaining("needs --validating-webhook-configuration=NAME");
    assertThatThrownBy(() -> read(flags)).hasMessageContaining("makes no sense with --manifests");
    Map<Flag, String> both = new HashMap<>(flags);
    both.put(Flag.VALIDATING_WEBHOOK_KEY, "k");
    assertThatThrownBy(() -> cluster(both)).hasMessageContaining("exclude each other");
  }

  private static Settings read(Map<Flag, String> flags) throws Refusal {
    Map<Flag, String> all = new HashMap<>(flags);
    all.put(Flag.MANIFESTS, "manifests");
    return new SettingsReader(new FlagValues(all), Map.of()).settings();
  }
}
