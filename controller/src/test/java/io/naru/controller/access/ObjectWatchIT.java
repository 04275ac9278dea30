package io.naru.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.testkit.LyingProxy;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.Relay;
import io.naru.controller.testkit.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnRealCluster
class ObjectWatchIT {

  /// What a watch says, as a line each: `+a`, `-a`, `listed`, `doubted 1`, `failed`.
  private static final class Said implements ObjectListener {
    private final List<String> lines = new ArrayList<>();

    private synchronized void add(String line) {
      lines.add(line);
      notifyAll();
    }

    /// Waits for a line behind those that were awaited before.
    synchronized void await(String line) throws InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!lines.contains(line)) {
        long left = deadline - System.nanoTime();
        assertThat(left).as("%s in %s", line, lines).isPositive();
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      lines.subList(0, lines.indexOf(line) + 1).clear();
    }

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }

    @Override
    public void seen(HasMetadata object) {
      add("+" + object.getMetadata().getName());
    }

    @Override
    public void gone(ObjectKey key) {
      add("-" + key.name());
    }

    @Override
    public void listed() {
      add("listed");
    }

    @Override
    public void doubted(int missing, int left) {
      add("doubted " + missing);
    }

    @Override
    public boolean failed(Trouble trouble) {
      add("failed");
      return true;
    }
  }

  private final Said said = new Said();

  @Test
  void whatIsDeletedWhileItIsBegunTwiceIsGone(TestNamespace namespace) throws InterruptedException {
    service(namespace, "goes");
    service(namespace, "stays");
    try (Relay relay = Relay.to(namespace.cluster());
        ApiServer server = server(relay.config(namespace.cluster().config()));
        ObjectWatch watch = watch(server, namespace)) {
      watch.begin();
      said.await("listed");
      relay.refuse();
      delete(namespace, "goes");
      watch.begin();
      said.await("failed");
      watch.begin();
      relay.accept();
      said.await("-goes");
      said.await("listed");
      assertThat(watch.versions()).hasSize(1);
    }
  }

  @Test
  void anEmptyListTakesNothingAwayUntilItIsBelieved(TestNamespace namespace)
      throws InterruptedException {
    AtomicBoolean lies = new AtomicBoolean();
    service(namespace, "stays");
    try (LyingProxy proxy =
            LyingProxy.before(namespace.cluster(), it -> it.isList() && lies.get());
        ApiServer server = server(proxy.config());
        ObjectWatch watch = watch(server, namespace)) {
      watch.begin();
      said.await("listed");
      lies.set(true);
      watch.begin();
      said.await("doubted 1");
      assertThat(said.lines()).isEmpty();
      lies.set(false);
      watch.begin();
      said.await("+stays");
      said.await("listed");
      lies.set(true);
      watch.begin();
      said.await("doubted 1");
      watch.believe();
      assertThat(said.lines()).containsExactly("-stays", "listed");
    }
  }

  @Test
  void aListThatLacksMostOfManyIsDoubtedToo(TestNamespace namespace) throws InterruptedException {
    IntStream.range(0, 110).parallel().forEach(i -> service(namespace, "goes-" + i));
    service(namespace, "stays");
    try (Relay relay = Relay.to(namespace.cluster());
        ApiServer server = server(relay.config(namespace.cluster().config()));
        ObjectWatch watch = watch(server, namespace)) {
      watch.begin();
      said.await("listed");
      relay.refuse();
      IntStream.range(0, 110).parallel().forEach(i -> delete(namespace, "goes-" + i));
      watch.begin();
      said.await("failed");
      relay.accept();
      said.await("doubted 110");
      assertThat(said.lines()).doesNotContain("-goes-1");
      assertThat(watch.doubted()).hasSize(110);
      watch.believe();
      assertThat(said.lines()).contains("-goes-1", "listed").doesNotContain("-stays");
    }
  }

  @Test
  void whatIsDeletedBeforeItsEyesIsGoneAtOnce(TestNamespace namespace) throws InterruptedException {
    service(namespace, "goes");
    try (ApiServer server = server(namespace.cluster().config());
        ObjectWatch watch = watch(server, namespace)) {
      watch.begin();
      said.await("listed");
      delete(namespace, "goes");
      said.await("-goes");
      assertThat(said.lines()).isEmpty();
    }
  }

  private ObjectWatch watch(ApiServer server, TestNamespace namespace) {
    return server
        .objects()
        .watch(Selection.of(Kind.SERVICE).in(namespace.name()).labelled("test=it"), said);
  }

  private static ApiServer server(io.fabric8.kubernetes.client.Config config) {
    return ApiServers.of(
        config,
        new Access(Optional.empty(), new Names("naru", "", "", ""), Set.of(Feature.ALL_SECRETS)));
  }

  private static void service(TestNamespace namespace, String name) {
    namespace
        .admin()
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName(name)
                .addToLabels("test", "it")
                .endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .endSpec()
                .build())
        .create();
  }

  private static void delete(TestNamespace namespace, String name) {
    namespace.admin().services().inNamespace(namespace.name()).withName(name).delete();
  }
}
