package io.naru.controller.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.naru.controller.access.Answer;
import io.naru.controller.access.ApiServer;
import io.naru.controller.access.Feature;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.publish.Standing;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.Servers;
import io.naru.controller.testkit.TestNamespace;
import io.naru.controller.watch.ChangeSet;
import io.naru.controller.watch.ClusterState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@OnRealCluster
class EventWriterIT {
  private static final EventOptions OPTIONS =
      new EventOptions(true, Optional.empty(), Optional.empty());

  private static Ingress ingress(TestNamespace namespace) {
    return namespace
        .admin()
        .network()
        .v1()
        .ingresses()
        .inNamespace(namespace.name())
        .resource(
            new IngressBuilder()
                .withNewMetadata()
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .addNewRule()
                .withHost("web.test")
                .endRule()
                .endSpec()
                .build())
        .create();
  }

  private static List<Event> events(TestNamespace namespace) {
    return namespace.admin().events().v1().events().inNamespace(namespace.name()).list().getItems();
  }

  private static Standing standing(Ingress ingress, String... reasons) {
    ObjectKey key = ClusterState.keyOf(ingress);
    return new Standing(
        ClusterState.empty().edit().put(ingress).apply().state(),
        Set.of(key),
        List.of(reasons).stream()
            .map(it -> Problem.warning(key, "spec.rules[0]", it, "it is answered 503"))
            .toList());
  }

  private static void await(TestNamespace namespace, String note) throws Exception {
    namespace
        .admin()
        .events()
        .v1()
        .events()
        .inNamespace(namespace.name())
        .informOnCondition(all -> all.stream().anyMatch(it -> it.getNote().contains(note)))
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void aProblemIsToldBesideItsObjectOnceWhoeverLeads(TestNamespace namespace) throws Exception {
    Ingress ingress = ingress(namespace);
    try (ApiServer server = Servers.open(namespace, Feature.EVENTS);
        EventWriter one = new EventWriter(OPTIONS, server.events(), "naru-0", () -> true)) {
      one.start();
      one.stands(standing(ingress, "is bad"), ChangeSet.none());
      await(namespace, "is bad");
      assertThat(writtenByTheNext(server, namespace, ingress)).isEqualTo(1);
      assertThat(events(namespace))
          .filteredOn(it -> it.getNote().contains("is bad"))
          .singleElement()
          .satisfies(event -> {
            assertThat(event.getNote()).isEqualTo("spec.rules[0]: is bad; it is answered 503");
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getReason()).isEqualTo("ConfigurationProblem");
            assertThat(event.getReportingController()).isEqualTo("naru.io/ingress-controller");
            assertThat(event.getReportingInstance()).isEqualTo("naru-0");
            assertThat(event.getRegarding().getKind()).isEqualTo("Ingress");
            assertThat(event.getRegarding().getUid()).isEqualTo(ingress.getMetadata().getUid());
          });
    }
  }

  /// How many Events another leader writes, for whom one more thing stands.
  private static long writtenByTheNext(ApiServer server, TestNamespace namespace, Ingress ingress)
      throws Exception {
    EventWriter next = new EventWriter(OPTIONS, server.events(), "naru-1", () -> true);
    try (next) {
      next.start();
      next.stands(standing(ingress, "is bad", "is late"), ChangeSet.none());
      await(namespace, "is late");
    }
    return next.counts().written();
  }

  @Test
  void whatIsSeenAgainIsCountedInItsSeries(TestNamespace namespace) {
    Ingress ingress = ingress(namespace);
    try (ApiServer server = Servers.open(namespace, Feature.EVENTS)) {
      EventStore store = ApiEvents.of(server.events(), "naru-0");
      ObjectEvent event = Wording.sync(ClusterState.keyOf(ingress), ingress.getMetadata().getUid());
      assertThat(store.again(event, 2)).isInstanceOf(Answer.Absent.class);
      assertThat(store.create(event)).isInstanceOf(Answer.Done.class);
      assertThat(store.create(event)).isInstanceOf(Answer.Conflict.class);
      assertThat(store.again(event, 2)).isInstanceOf(Answer.Done.class);
      assertThat(store.again(event, 3)).isInstanceOf(Answer.Done.class);
      assertThat(events(namespace))
          .singleElement()
          .satisfies(it -> {
            assertThat(it.getSeries().getCount()).isEqualTo(3);
            assertThat(it.getNote()).isEqualTo("Scheduled for sync");
          });
    }
  }
}
