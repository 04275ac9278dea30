package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.naru.controller.compile.World;
import io.naru.controller.testkit.TestNamespace;
import io.naru.controller.testkit.WebhookConfigurations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// A webhook that a real API server asks about the Ingresses of one test's namespace; and somebody
/// who writes them, and hears what the server warns of.
final class Registered implements AutoCloseable {
  /// More than the API server answers within the moment in which it has not heard of a change.
  static final int MOST_CALLS = 500;

  private final TestNamespace namespace;
  private final KubernetesClient author;
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  private final AtomicReference<World> world;
  private final ServingTls tls = new ServingTls();
  private final WebhookServer server;

  /// Without a certificate so far, and not believed.
  Registered(TestNamespace namespace) throws IOException {
    this.namespace = namespace;
    this.world = new AtomicReference<>(TestWorld.in(namespace.name()));
    this.server =
        new WebhookServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            tls,
            new Reviews(
                TestWorld.TRIAL, () -> Optional.of(world.get()), (it, _) -> it, (_, _) -> true));
    this.author =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(namespace.cluster().config())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .withHttpClientBuilderConsumer(it ->
                it.addOrReplaceInterceptor(
                    "warnings",
                    new Interceptor() {
                      @Override
                      public void after(
                          HttpRequest request,
                          HttpResponse<?> response,
                          AsyncBody.Consumer<List<ByteBuffer>> consumer) {
                        warnings.addAll(response.headers("Warning"));
                      }
                    }))
            .build();
    namespace
        .admin()
        .resource(WebhookConfigurations.of(namespace.name(), server.address().getPort()))
        .create();
  }

  /// Its name is that of the namespace.
  String name() {
    return namespace.name();
  }

  ServingTls tls() {
    return tls;
  }

  /// What the webhook knows of the cluster from now on, beside a class and a Service.
  void know(Ingress ingress) {
    world.set(TestWorld.in(name(), ingress));
  }

  /// The API server hears of a change of its configuration a moment later.
  void awaitCalls() {
    Ingress good = TestWorld.ingress("good", "good.test", Map.of());
    for (int i = 0; ; i++) {
      try {
        createDry(good);
        return;
      } catch (KubernetesClientException e) {
        if (i == MOST_CALLS) {
          throw e;
        }
      }
    }
  }

  /// Has the API server believe these authorities.
  void believe(String authorities) {
    namespace
        .admin()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(name())
        .edit(it -> {
          it.getWebhooks()
              .forEach(each ->
                  each.getClientConfig()
                      .setCaBundle(
                          Base64.getEncoder()
                              .encodeToString(authorities.getBytes(StandardCharsets.UTF_8))));
          return it;
        });
  }

  Ingress create(Ingress ingress) {
    return author.resource(here(ingress)).create();
  }

  void createDry(Ingress ingress) {
    author.resource(here(ingress)).dryRun().create();
  }

  Ingress update(Ingress ingress) {
    return author.resource(here(ingress)).update();
  }

  void delete(Ingress ingress) {
    author.resource(here(ingress)).delete();
  }

  private Ingress here(Ingress ingress) {
    return ingress.edit().editMetadata().withNamespace(namespace.name()).endMetadata().build();
  }

  /// The values of all Warning fields so far.
  List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    namespace
        .admin()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(name())
        .delete();
    author.close();
    server.close();
  }
}
