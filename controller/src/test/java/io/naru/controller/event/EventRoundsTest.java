package io.naru.controller.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.naru.controller.access.Answer;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.pace.HandTicker;
import io.naru.controller.problem.Problem;
import io.naru.controller.publish.Standing;
import io.naru.controller.watch.Change;
import io.naru.controller.watch.ChangeSet;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.StateEdit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventRoundsTest {
  private static final ObjectKey WEB = ingress("web");
  private static final ObjectKey CONFIG = new ObjectKey(Kind.CONFIG_MAP, "naru", "naru");
  private static final ObjectKey SERVICE = new ObjectKey(Kind.SERVICE, "default", "web");
  private static final Problem PROBLEM =
      Problem.warning(WEB, "spec.tls[0].secretName", "names nothing", "the default is served");
  private static final String SAID =
      "default/web Warning ConfigurationProblem: spec.tls[0].secretName: names nothing; the default"
          + " is served";

  private final HandTicker ticker = new HandTicker();
  private final EventServer server = new EventServer();
  private final EventCounts counts = new EventCounts();
  private boolean leads = true;
  private final EventRounds rounds = rounds(true);

  private EventRounds rounds(boolean sync) {
    return rounds(new EventOptions(sync, Optional.of(CONFIG), Optional.empty()));
  }

  private EventRounds rounds(EventOptions options) {
    return new EventRounds(options, new EventParts(server, () -> leads, ticker), counts);
  }

  private static ObjectKey ingress(String name) {
    return new ObjectKey(Kind.INGRESS, "default", name);
  }

  private static Standing standing(Set<ObjectKey> ingresses, Problem... problems) {
    StateEdit edit = ClusterState.empty().edit();
    for (ObjectKey key : ingresses) {
      edit.put(
          new IngressBuilder()
              .withNewMetadata()
              .withNamespace(key.namespace())
              .withName(key.name())
              .withUid("uid of " + key.name())
              .endMetadata()
              .build());
    }
    edit.put(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(CONFIG.namespace())
            .withName(CONFIG.name())
            .withUid("uid")
            .endMetadata()
            .build());
    edit.put(
        new ServiceBuilder()
            .withNewMetadata()
            .withNamespace(SERVICE.namespace())
            .withName(SERVICE.name())
            .withUid("uid of the Service")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build());
    return new Standing(edit.apply().state(), ingresses, List.of(problems));
  }

  private static ChangeSet changed(Change.How how, ObjectKey... keys) {
    return new ChangeSet(Set.of(keys).stream().map(it -> new Change(it, how)).toList(), Set.of());
  }

  private List<String> round(ChangeSet since, Problem... problems) throws InterruptedException {
    rounds.stands(standing(Set.of(WEB), problems), since);
    return round();
  }

  private List<String> round() throws InterruptedException {
    while (rounds.round().isZero()) {}
    return server.requests();
  }

  @Test
  void aProblemIsSaidBesideItsObjectOnce() throws InterruptedException {
    assertThat(round(ChangeSet.none(), PROBLEM)).containsExactly("create " + SAID);
    assertThat(round(ChangeSet.none(), PROBLEM)).isEmpty();
    assertThat(counts.written()).isEqualTo(1);
  }

  @Test
  void aProblemThatComesBackSoonIsNotSaidAgain() throws InterruptedException {
    round(ChangeSet.none(), PROBLEM);
    round(ChangeSet.none());
    assertThat(round(ChangeSet.none(), PROBLEM)).isEmpty();
  }

  @Test
  void aProblemThatStandsIsSaidAgainBeforeItsEventExpires() throws InterruptedException {
    round(ChangeSet.none(), PROBLEM);
    ticker.advance(Duration.ofMinutes(30));
    assertThat(round()).containsExactly("again 2 " + SAID);
    ticker.advance(Duration.ofMinutes(30));
    assertThat(round()).containsExactly("again 3 " + SAID);
    server.expire();
    ticker.advance(Duration.ofMinutes(30));
    assertThat(round()).containsExactly("again 4 " + SAID, "create " + SAID);
  }

  @Test
  void theNextLeaderWritesNothingTwice() throws InterruptedException {
    round(ChangeSet.none(), PROBLEM);
    EventRounds next = rounds(true);
    next.stands(standing(Set.of(WEB), PROBLEM), changed(Change.How.ADDED, WEB));
    next.round();
    assertThat(server.requests()).containsExactly("create " + SAID);
    assertThat(counts.written()).isEqualTo(1);
  }

  @Test
  void onlyTheLeaderSpeaks() throws InterruptedException {
    leads = false;
    assertThat(round(ChangeSet.none(), PROBLEM)).isEmpty();
    assertThat(round(changed(Change.How.UPDATED, WEB), PROBLEM)).isEmpty();
    leads = true;
    assertThat(round()).containsExactly("create " + SAID);
  }

  @Test
  void whoLosesTheLeadFallsSilentInTheMiddle() throws InterruptedException {
    server.onRequest(() -> leads = false);
    Problem other = Problem.warning(WEB, "spec", "is bad", "nothing");
    assertThat(round(ChangeSet.none(), PROBLEM, other)).hasSize(1);
  }

  @Test
  void whoLeadsAgainSaysWhatStandsThen() throws InterruptedException {
    server.answer(new Answer.Unreachable<>("the connection is refused"));
    rounds.stands(standing(Set.of(WEB), PROBLEM), ChangeSet.none());
    rounds.round();
    leads = false;
    rounds.round();
    server.requests();
    server.answerAgain();
    leads = true;
    assertThat(round(ChangeSet.none())).isEmpty();
  }

  @Test
  void anIngressThatIsTakenInIsSaidAndTheFirstListIsNot() throws InterruptedException {
    assertThat(round(changed(Change.How.ADDED, WEB))).isEmpty();
    assertThat(round(changed(Change.How.UPDATED, WEB, ingress("foreign"))))
        .containsExactly("create default/web Normal Sync: Scheduled for sync");
    assertThat(round(changed(Change.How.UPDATED, WEB))).isEmpty();
    ticker.advance(Duration.ofMinutes(1));
    assertThat(round(changed(Change.How.UPDATED, WEB)))
        .containsExactly("again 2 default/web Normal Sync: Scheduled for sync");
  }

  @Test
  void theConfigMapOfAllIsSaidToo() throws InterruptedException {
    round(ChangeSet.none());
    assertThat(round(changed(Change.How.ADDED, CONFIG)))
        .containsExactly("create naru/naru Normal CREATE: ConfigMap naru/naru");
    assertThat(round(changed(Change.How.UPDATED, CONFIG)))
        .containsExactly("create naru/naru Normal UPDATE: ConfigMap naru/naru");
  }

  @Test
  void withoutSyncEventsNothingIsSaidOfIngressesAndConfigMaps() throws InterruptedException {
    EventRounds quiet = rounds(false);
    Problem ofConfigMap = Problem.warning(CONFIG, "data", "is bad", "nothing");
    Problem ofService = Problem.warning(SERVICE, "spec", "is bad", "nothing");
    quiet.stands(standing(Set.of(WEB)), ChangeSet.none());
    quiet.stands(
        standing(Set.of(WEB), PROBLEM, ofConfigMap, ofService),
        changed(Change.How.UPDATED, WEB, CONFIG));
    quiet.round();
    assertThat(server.requests())
        .containsExactly("create default/web Warning ConfigurationProblem: spec: is bad; nothing");
  }

  @Test
  void whatLiesOutsideOfItsNamespacesGetsNoEvent() throws InterruptedException {
    EventRounds shop =
        rounds(new EventOptions(true, Optional.of(CONFIG), Optional.of(Set.of("shop"))));
    shop.stands(standing(Set.of(WEB), PROBLEM), ChangeSet.none());
    shop.stands(standing(Set.of(WEB), PROBLEM), changed(Change.How.UPDATED, CONFIG));
    shop.round();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void annotationsHaveTheReasonThatUsersKnow() throws InterruptedException {
    assertThat(
            round(
                ChangeSet.none(),
                Problem.warning(
                    WEB, "metadata.annotations[nginx.ingress.kubernetes.io/x]", "is bad", "503"),
                Problem.note(WEB, "spec", "is odd", "it works")))
        .containsExactly(
            "create default/web Warning AnnotationParsingFailed:"
                + " metadata.annotations[nginx.ingress.kubernetes.io/x]: is bad; 503",
            "create default/web Normal ConfigurationNote: spec: is odd; it works");
  }

  @Test
  void whatHasNoObjectThatIsThereIsNotSaid() throws InterruptedException {
    assertThat(
            round(
                ChangeSet.none(),
                Problem.warning(ingress("missing"), "spec", "is bad", "nothing"),
                Problem.ofProgram("--a-flag", "is bad", "nothing")))
        .isEmpty();
  }

  @Test
  void aStormIsPutOffAndWhatFindsNoRoomIsCounted() throws InterruptedException {
    ObjectKey[] many =
        IntStream.range(0, 1_200).mapToObj(it -> ingress("i" + it)).toArray(ObjectKey[]::new);
    rounds.stands(standing(Set.of(many)), ChangeSet.none());
    round();
    rounds.stands(standing(Set.of(many)), changed(Change.How.UPDATED, many));
    long began = ticker.nanos();
    assertThat(round()).hasSize(1_000);
    assertThat(counts.dropped()).isEqualTo(200);
    assertThat(Duration.ofNanos(ticker.nanos() - began)).isGreaterThan(Duration.ofSeconds(97));
  }

  @Test
  void moreProblemsThanFindRoomHaveTheirTurn() throws InterruptedException {
    ObjectKey[] many =
        IntStream.range(0, 1_300).mapToObj(it -> ingress("i" + it)).toArray(ObjectKey[]::new);
    Problem[] problems =
        Stream.of(many)
            .map(it -> Problem.warning(it, "spec", it.name() + " is bad", "nothing"))
            .toArray(Problem[]::new);
    rounds.stands(standing(Set.of(many), problems), ChangeSet.none());
    assertThat(round()).hasSize(1_300);
    ticker.advance(Duration.ofMinutes(30));
    assertThat(round()).hasSize(1_300);
    assertThat(counts.dropped()).isZero();
  }

  @Test
  void manyOfOneCauseAreOneEventInEachNamespace() throws InterruptedException {
    List<ObjectKey> many = new ArrayList<>();
    for (String namespace : List.of("team-a", "team-b")) {
      IntStream.range(0, 300)
          .mapToObj(it -> new ObjectKey(Kind.INGRESS, namespace, "i" + it))
          .forEach(many::add);
    }
    Problem[] problems =
        many.stream()
            .map(it -> Problem.note(it, "spec.ingressClassName", "names nothing", "it is left"))
            .toArray(Problem[]::new);
    rounds.stands(standing(Set.copyOf(many), problems), ChangeSet.none());
    assertThat(round())
        .containsExactly(
            "create team-a/i0 Normal ConfigurationNote: spec.ingressClassName: names nothing; it is"
                + " left (so it is for 599 more)",
            "create team-b/i0 Normal ConfigurationNote: spec.ingressClassName: names nothing; it is"
                + " left (so it is for 599 more)");
    ticker.advance(Duration.ofMinutes(30));
    assertThat(round()).hasSize(2).allMatch(it -> it.startsWith("again 2 team-"));
  }

  @Test
  void oneThatIsRefusedKeepsNoOtherWaiting() throws InterruptedException {
    server.answer(new Answer.Refused<>(403, "the namespace is being terminated"));
    Problem other = Problem.warning(WEB, "spec", "is bad", "nothing");
    assertThat(round(ChangeSet.none(), PROBLEM, other)).hasSize(2);
    assertThat(counts.failed()).isEqualTo(2);
  }

  @Test
  void aServerThatDoesNotAnswerIsAskedAgainLaterAndLater() throws InterruptedException {
    server.answer(new Answer.Unreachable<>("the connection is refused"));
    rounds.stands(standing(Set.of(WEB), PROBLEM), ChangeSet.none());
    assertThat(rounds.round()).hasSeconds(1);
    assertThat(rounds.round()).hasSeconds(2);
    server.answerAgain();
    assertThat(round()).hasSize(3);
    assertThat(counts.written()).isEqualTo(1);
  }
}
