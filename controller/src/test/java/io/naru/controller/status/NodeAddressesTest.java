package io.naru.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.naru.controller.pace.HandTicker;
import io.naru.controller.problem.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeAddressesTest {
  private final HandTicker ticker = new HandTicker();
  private final Pods pods = new Pods();
  private final NodeAddresses addresses = finder(false);

  private NodeAddresses finder(boolean internal) {
    return new NodeAddresses(new Deployment(pods), internal, Duration.ofMinutes(1), ticker);
  }

  private static String text(Sighting sighting) {
    return switch (sighting) {
      case Sighting.Found(Addresses found) -> found.toString();
      case Sighting.Unknown(Problem problem) -> problem.sentence();
    };
  }

  @Test
  void theyAreThoseOfReadyReplicasOneForEachNode() {
    pods.put(Pods.pod("naru-0", "a", "Running", true));
    pods.put(Pods.pod("naru-1", "a", "Running", true));
    pods.put(Pods.pod("naru-2", "b", "Running", false));
    pods.put(Pods.pod("naru-3", "c", "Pending", true));
    pods.put(Pods.pod("naru-4", "d", "Running", true));
    pods.node("a", "InternalIP", "10.0.0.1");
    pods.node("a", "ExternalIP", "192.0.2.1");
    pods.node("a", "ExternalIP", "2001:db8::1");
    pods.node("b", "ExternalIP", "192.0.2.2");
    pods.node("c", "ExternalIP", "192.0.2.3");
    pods.node("d", "InternalIP", "10.0.0.4");
    assertThat(text(addresses.find())).isEqualTo("10.0.0.4, 192.0.2.1");
    assertThat(text(finder(true).find())).isEqualTo("10.0.0.1, 10.0.0.4");
  }

  @Test
  void replicasOfAnotherVersionBelongToTheDeployment() {
    pods.put(Pods.pod("naru-0", "a", "Running", true));
    addresses.find();
    assertThat(pods.asked()).isEqualTo(Map.of("app", "naru"));
  }

  private static Pod ofChart(String name, String team) {
    return Pods.pod(name, "a", "Running", true)
        .edit()
        .editMetadata()
        .addToLabels("app.kubernetes.io/name", "naru")
        .addToLabels("app.kubernetes.io/instance", "edge")
        .addToLabels("app.kubernetes.io/component", "controller")
        .addToLabels("team", team)
        .endMetadata()
        .build();
  }

  @Test
  void aReplicaWithOtherLabelsThanThoseOfTheSelectorIsStillOne() {
    pods.put(ofChart("naru-0", "red"));
    pods.put(ofChart("naru-1", "blue"));
    assertThat(new Deployment(pods).isLast()).isFalse();
    assertThat(pods.asked())
        .containsOnlyKeys(
            "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");
  }

  @Test
  void whileNoReplicaIsReadyTheyAreUnknown() {
    pods.put(Pods.pod("naru-0", "a", "Running", false));
    assertThat(text(addresses.find())).contains("no pod of the deployment is ready yet");
  }

  @Test
  void whatMayNotBeReadIsUnknown() {
    pods.put(Pods.pod("naru-0", "a", "Running", true));
    pods.refuse("pods is forbidden");
    assertThat(text(addresses.find()))
        .isEqualTo(
            "addresses of nodes: cannot be found: pods is forbidden; the status of Ingresses stays"
                + " as it is");
  }

  @Test
  void outsideOfAPodTheyAreUnknown() {
    assertThat(text(addresses.find())).contains("the pod that POD_NAME says does not exist");
  }

  @Test
  void whatWasFoundIsBelievedForTheIntervalAndWhatIsUnknownForFiveSeconds() {
    pods.node("a", "ExternalIP", "192.0.2.1");
    pods.node("b", "ExternalIP", "192.0.2.2");
    addresses.find();
    pods.put(Pods.pod("naru-0", "a", "Running", true));
    ticker.advance(Duration.ofMillis(4_999));
    assertThat(addresses.find()).isInstanceOf(Sighting.Unknown.class);
    ticker.advance(Duration.ofMillis(1));
    assertThat(text(addresses.find())).isEqualTo("192.0.2.1");
    addresses.find(); // the watch told of naru-0
    pods.put(Pods.pod("naru-1", "b", "Running", true));
    ticker.advance(Duration.ofSeconds(59));
    assertThat(text(addresses.find())).isEqualTo("192.0.2.1");
    ticker.advance(Duration.ofSeconds(1));
    assertThat(text(addresses.find())).isEqualTo("192.0.2.1, 192.0.2.2");
  }

  private void twoNodes() {
    pods.node("a", "ExternalIP", "192.0.2.1");
    pods.node("b", "ExternalIP", "192.0.2.2");
    pods.put(Pods.pod("naru-0", "a", "Running", true));
    pods.put(Pods.pod("naru-1", "b", "Running", true));
    assertThat(text(addresses.find())).isEqualTo("192.0.2.1, 192.0.2.2");
    addresses.find();
  }

  @Test
  void aReplicaThatIsLostIsSeenAtOnce() {
    twoNodes();
    pods.tellGone("naru-1");
    assertThat(text(addresses.find())).isEqualTo("192.0.2.1");
  }

  @Test
  void aReplicaThatIsReadyNoMoreIsSeenAtOnceAndSoIsOneThatIsReadyAgain() {
    twoNodes();
    AtomicInteger rung = new AtomicInteger();
    addresses.whenChanged(rung::incrementAndGet);
    pods.tell(Pods.pod("naru-1", "b", "Running", false));
    assertThat(text(addresses.find())).isEqualTo("192.0.2.1");
    pods.tell(Pods.pod("naru-1", "b", "Running", true));
    assertThat(text(addresses.find())).isEqualTo("192.0.2.1, 192.0.2.2");
    assertThat(rung).hasValue(2);
  }

  @Test
  void whatChangesNoNodeIsNoReasonToLookAgain() {
    twoNodes();
    int asked = pods.nodesAsked();
    AtomicInteger rung = new AtomicInteger();
    addresses.whenChanged(rung::incrementAndGet);
    pods.tell(ofChart("naru-1", "blue").edit().editSpec().withNodeName("b").endSpec().build());
    pods.tell(Pods.pod("naru-2", "b", "Running", true));
    addresses.find();
    assertThat(rung).hasValue(0);
    assertThat(pods.nodesAsked()).isEqualTo(asked);
  }

  @Test
  void aNodeIsAskedOnceInAnInterval() {
    twoNodes();
    pods.tellGone("naru-1");
    addresses.find();
    assertThat(pods.nodesAsked()).isEqualTo(2);
    ticker.advance(Duration.ofMinutes(1));
    addresses.find();
    assertThat(pods.nodesAsked()).isEqualTo(3);
  }

  @Test
  void theReplicasAreFollowedToTheEndAndNotBeyond() {
    twoNodes();
    assertThat(pods.isFollowed()).isTrue();
    addresses.close();
    assertThat(pods.isFollowed()).isFalse();
  }

  @Test
  void thisPodIsTheLastIfNoOtherLivesOn() {
    Deployment deployment = new Deployment(pods);
    assertThat(deployment.isLast()).isFalse();
    pods.put(Pods.ending(Pods.pod("naru-0", "a", "Running", true)));
    assertThat(deployment.isLast()).isTrue();
    pods.put(Pods.ending(Pods.pod("naru-1", "a", "Running", true)));
    pods.put(Pods.pod("naru-2", "a", "Succeeded", false));
    assertThat(deployment.isLast()).isTrue();
    pods.put(Pods.pod("naru-3", "a", "Pending", false));
    assertThat(deployment.isLast()).isFalse();
  }

  @Test
  void whoCannotSeeTheOthersIsNotTheLast() {
    pods.put(Pods.pod("naru-0", "a", "Running", true));
    pods.refuse("pods is forbidden");
    assertThat(new Deployment(pods).isLast()).isFalse();
  }
}
