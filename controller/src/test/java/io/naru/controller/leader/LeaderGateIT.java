package io.naru.controller.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.naru.controller.access.ApiServer;
import io.naru.controller.access.Feature;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.Servers;
import io.naru.controller.testkit.TestNamespace;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@OnRealCluster
class LeaderGateIT {
  private static final Term SHORT = new Term(Duration.ofSeconds(2));

  private static LeaderGate gate(ApiServer server, String identity, Term term) {
    return new LeaderGate(identity, term, server.leases(), new Random(1));
  }

  /// Completes with a question that is asked at the moment at which the gate begins to lead.
  private static CompletableFuture<Boolean> whenLeading(LeaderGate gate, Leadership other) {
    CompletableFuture<Boolean> otherLeads = new CompletableFuture<>();
    gate.whenLeading(() -> otherLeads.complete(other.leads()));
    return otherLeads;
  }

  private static Lease lease(TestNamespace namespace) {
    return namespace.admin().leases().inNamespace(namespace.name()).withName("leader").get();
  }

  @Test
  void aKilledLeaderHasStoppedWhenAnotherBegins(TestNamespace namespace) throws Exception {
    ApiServer doomed = Servers.open(namespace, Feature.ELECTION);
    try (ApiServer server = Servers.open(namespace, Feature.ELECTION);
        LeaderGate one = gate(doomed, "one", SHORT);
        LeaderGate two = gate(server, "two", SHORT)) {
      CompletableFuture<Boolean> first = whenLeading(one, two);
      one.start();
      assertThat(first.get(30, TimeUnit.SECONDS)).isFalse();
      CompletableFuture<Boolean> second = whenLeading(two, one);
      two.start();
      doomed.close();
      assertThat(second.get(60, TimeUnit.SECONDS)).isFalse();
      assertThat(lease(namespace).getSpec().getHolderIdentity()).isEqualTo("two");
      assertThat(lease(namespace).getSpec().getLeaseTransitions()).isEqualTo(1);
    }
  }

  @Test
  void whoEndsLetsGoAndTheNextLeadsAtItsFirstLook(TestNamespace namespace) throws Exception {
    try (ApiServer server = Servers.open(namespace, Feature.ELECTION);
        LeaderGate next = gate(server, "next", Term.DEFAULT)) {
      LeaderGate one = gate(server, "one", Term.DEFAULT);
      CompletableFuture<Boolean> first = whenLeading(one, Leadership.NEVER);
      one.start();
      first.get(30, TimeUnit.SECONDS);
      one.close();
      assertThat(one.leads()).isFalse();
      assertThat(lease(namespace).getSpec().getHolderIdentity()).isEmpty();
      CompletableFuture<Boolean> second = whenLeading(next, one);
      next.start();
      assertThat(second.get(10, TimeUnit.SECONDS)).isFalse();
    }
  }
}
