package io.naru.controller.status;

import static io.naru.controller.status.StatusServer.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.access.Answer;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.pace.HandTicker;
import io.naru.controller.problem.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusRoundsTest {
  private static final Addresses OURS = new Addresses(List.of(Address.ofIp("192.0.2.1")));
  private static final Addresses OTHER = new Addresses(List.of(Address.ofIp("198.51.100.7")));
  private static final Addresses LATER = new Addresses(List.of(Address.ofIp("192.0.2.2")));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HandTicker ticker = new HandTicker();
  private final StatusServer server = new StatusServer(ticker);
  private final ShownStatus shown = new ShownStatus(new AddressChoice.Fixed(Addresses.NONE));
  private final StatusCounts counts = new StatusCounts();
  private Sighting sighting = new Sighting.Found(OURS);
  private boolean leads = true;

  private StatusRounds rounds(StatusMode mode) {
    StatusOptions options =
        new StatusOptions(mode, new AddressChoice.Fixed(Addresses.NONE), MINUTE, true);
    return new StatusRounds(
        options, new StatusParts(server, () -> sighting, shown, () -> leads, ticker), counts);
  }

  private final StatusRounds rounds = rounds(StatusMode.ON);

  private List<String> round(String... ingresses) throws InterruptedException {
    rounds.stands(Set.of(ingresses).stream().map(StatusServer::key).collect(Collectors.toSet()));
    rounds.round();
    server.tell(shown);
    return server.requests();
  }

  private void put(String name, Addresses addresses) {
    server.put(name, addresses.isEmpty() ? "naru" : "other", addresses);
    server.tell(shown);
  }

  @Test
  void ourIngressesGetTheAddressesAndOthersDoNot() throws InterruptedException {
    put("a", Addresses.NONE);
    put("b", Addresses.NONE);
    put("foreign", Addresses.NONE);
    assertThat(round("a", "b")).containsExactly("write a 192.0.2.1", "write b 192.0.2.1");
    assertThat(counts.written()).isEqualTo(2);
  }

  @Test
  void whatShowsThemAlreadyIsNotWritten() throws InterruptedException {
    put("a", OURS);
    assertThat(round("a")).isEmpty();
  }

  @Test
  void aWriteIsNotRepeatedBeforeTheWatchTellsOfIt() throws InterruptedException {
    put("a", Addresses.NONE);
    rounds.stands(Set.of(key("a")));
    rounds.round();
    rounds.round();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anIngressThatWasNotSeenYetIsNotWritten() throws InterruptedException {
    assertThat(round("a")).isEmpty();
  }

  @Test
  void onlyTheLeaderWrites() throws InterruptedException {
    put("a", Addresses.NONE);
    leads = false;
    assertThat(round("a")).isEmpty();
    leads = true;
    assertThat(round("a")).hasSize(1);
  }

  @Test
  void whoLosesTheLeadStopsInTheMiddle() throws InterruptedException {
    put("a", Addresses.NONE);
    put("b", Addresses.NONE);
    server.onRequest(() -> leads = false);
    assertThat(round("a", "b")).containsExactly("write a 192.0.2.1");
  }

  @Test
  void otherAddressesGoToAll() throws InterruptedException {
    put("a", Addresses.NONE);
    round("a");
    sighting = new Sighting.Found(LATER);
    assertThat(round("a")).containsExactly("write a 192.0.2.2");
    assertThat(rounds.problems()).isEmpty();
  }

  @Test
  void whileTheAddressesAreUnknownEveryStatusStaysAsItIs() throws InterruptedException {
    put("a", OTHER);
    Problem problem = Problem.ofProgram("--publish-service", "names nothing", "it stays");
    sighting = new Sighting.Unknown(problem);
    assertThat(round("a")).isEmpty();
    assertThat(rounds.problems()).containsExactly(problem);
    sighting = new Sighting.Found(OURS);
    assertThat(round("a")).hasSize(1);
    assertThat(rounds.problems()).isEmpty();
  }

  @Test
  void atMostFiftyASecondAreWritten() throws InterruptedException {
    Set<ObjectKey> many =
        IntStream.range(0, 120).mapToObj(it -> key("i" + it)).collect(Collectors.toSet());
    many.forEach(it -> server.put(it.name(), "naru", Addresses.NONE));
    server.tell(shown);
    rounds.stands(many);
    long began = ticker.nanos();
    while (rounds.round().isZero()) {}
    assertThat(server.requests()).hasSize(120);
    for (int second = 0; second < 3; second++) {
      long from = began + Duration.ofSeconds(second).toNanos();
      assertThat(
              server.times().stream()
                  .filter(it -> it - from >= 0 && it - from < Duration.ofSeconds(1).toNanos()))
          .hasSizeLessThanOrEqualTo(50);
    }
  }

  private Set<ObjectKey> backlog(int size) {
    Set<ObjectKey> many =
        IntStream.range(0, size).mapToObj(it -> key("i" + it)).collect(Collectors.toSet());
    many.forEach(it -> server.put(it.name(), "naru", Addresses.NONE));
    server.tell(shown);
    rounds.stands(many);
    return many;
  }

  @Test
  void aNewIngressGoesBeforeTheBacklog() throws InterruptedException {
    Set<ObjectKey> many = backlog(200);
    rounds.round();
    server.requests();
    put("z", Addresses.NONE);
    many.add(key("z"));
    rounds.stands(many);
    rounds.round();
    assertThat(server.requests()).first().isEqualTo("write z 192.0.2.1");
  }

  @Test
  void anIngressThatWasNobodysGoesBeforeTheBacklogWhenItBecomesOurs() throws InterruptedException {
    put("z", Addresses.NONE);
    Set<ObjectKey> many = backlog(200);
    rounds.round();
    server.requests();
    many.add(key("z"));
    rounds.stands(many);
    rounds.round();
    assertThat(server.requests()).first().isEqualTo("write z 192.0.2.1");
  }

  @Test
  void whatAnotherChangedGoesBeforeTheBacklog() throws InterruptedException {
    put("z", Addresses.NONE);
    round("z");
    Set<ObjectKey> many = backlog(200);
    many.add(key("z"));
    rounds.stands(many);
    rounds.round();
    server.requests();
    put("z", OTHER);
    rounds.round();
    assertThat(server.requests()).first().isEqualTo("ask z 192.0.2.1");
  }

  @Test
  void aStreamOfNewOnesKeepsNobodyWaitingForEver() throws InterruptedException {
    Set<ObjectKey> many = backlog(50);
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 50; j++) {
        put("z" + i + "-" + j, Addresses.NONE);
        many.add(key("z" + i + "-" + j));
      }
      rounds.stands(new HashSet<>(many));
      rounds.round();
    }
    assertThat(server.requests()).filteredOn(it -> it.startsWith("write i")).hasSize(50);
  }

  @Test
  void aSlowServerDoesNotKeepTheNewWaitingForAWholeRound() throws InterruptedException {
    backlog(200);
    server.onRequest(() -> ticker.advance(Duration.ofMillis(400)));
    rounds.round();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void whatAnotherChangesOnceIsTakenBackAtOnce() throws InterruptedException {
    put("a", Addresses.NONE);
    round("a");
    put("a", OTHER);
    assertThat(round("a")).containsExactly("ask a 192.0.2.1", "write a 192.0.2.1");
    assertThat(rounds.problems()).isEmpty();
  }

  @Test
  void whoChangesItAgainIsNamedAndGivenWayTo() throws InterruptedException {
    put("a", Addresses.NONE);
    round("a");
    put("a", OTHER);
    round("a");
    put("a", OTHER);
    assertThat(round("a")).isEmpty();
    assertThat(rounds.problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "Ingress default/a, status.loadBalancer: is written by other too, with other addresses"
                + " (198.51.100.7); it is left alone for a while; one of two controllers on a class"
                + " needs --status=observe");
  }

  @Test
  void anIngressThatIsOursNoMoreIsNobodysProblem() throws InterruptedException {
    put("a", Addresses.NONE);
    round("a");
    put("a", OTHER);
    round("a");
    put("a", OTHER);
    round("a");
    round("b");
    assertThat(rounds.problems()).isEmpty();
  }

  @Test
  void whoLeadsAgainBeginsAnew() throws InterruptedException {
    put("a", Addresses.NONE);
    round("a");
    put("a", OTHER);
    round("a");
    put("a", OTHER);
    round("a");
    leads = false;
    round("a");
    assertThat(rounds.problems()).isEmpty();
    leads = true;
    assertThat(round("a")).containsExactly("write a 192.0.2.1");
  }

  @Test
  void whoWritesOurAddressesIsNoRival() throws InterruptedException {
    put("a", Addresses.NONE);
    server.answer(new Answer.Refused<>(422, "is invalid"));
    round("a");
    server.answerAgain();
    put("a", OURS);
    round("a");
    put("a", OTHER);
    assertThat(round("a")).contains("write a 192.0.2.1");
  }

  @Test
  void twoThatBothWriteDoNotFightForEver() throws InterruptedException {
    put("a", Addresses.NONE);
    int written = 0;
    for (int minute = 0; minute < 24 * 60; minute++) {
      written += (int) round("a").stream().filter(it -> it.startsWith("write")).count();
      put("a", OTHER);
      ticker.advance(MINUTE);
    }
    assertThat(written).isLessThan(30);
  }

  @Test
  void aRivalThatIsGoneIsForgotten() throws InterruptedException {
    put("a", Addresses.NONE);
    round("a");
    put("a", OTHER);
    round("a");
    put("a", OTHER);
    round("a");
    ticker.advance(Duration.ofMinutes(5));
    assertThat(round("a")).contains("write a 192.0.2.1");
    ticker.advance(Duration.ofHours(3));
    assertThat(round("a")).isEmpty();
    assertThat(rounds.problems()).isEmpty();
    assertThat(server.status("a")).isEqualTo(OURS);
  }

  @Test
  void anotherNaruUnderTheSameNameIsARivalToo() throws InterruptedException {
    put("a", Addresses.NONE);
    round("a");
    for (int i = 0; i < 2; i++) {
      server.put("a", "naru", OTHER);
      server.tell(shown);
      round("a");
    }
    assertThat(rounds.problems())
        .singleElement()
        .satisfies(
            it -> assertThat(it.sentence()).contains("another controller under Naru's name"));
  }

  @Test
  void whoOnlyClearsTheFieldIsNotKnown() throws InterruptedException {
    put("a", Addresses.NONE);
    round("a");
    for (int i = 0; i < 2; i++) {
      put("a", Addresses.NONE);
      round("a");
    }
    assertThat(rounds.problems())
        .singleElement()
        .satisfies(it ->
            assertThat(it.sentence())
                .contains("is written by somebody else too, with other addresses (no address)"));
  }

  @Test
  void noAddressAtAllGivesUpWhatIsOursAndLeavesWhatIsNot() throws InterruptedException {
    put("a", Addresses.NONE);
    put("b", OTHER);
    round("a");
    sighting = new Sighting.Found(Addresses.NONE);
    assertThat(round("a", "b"))
        .containsExactlyInAnyOrder("write a no address", "write b no address");
    assertThat(server.status("a")).isEqualTo(Addresses.NONE);
    assertThat(server.status("b")).isEqualTo(OTHER);
    assertThat(round("a", "b")).isEmpty();
  }

  @Test
  void anIngressThatCannotBeWrittenKeepsNoOtherWaiting() throws InterruptedException {
    put("a", Addresses.NONE);
    put("b", Addresses.NONE);
    server.answer(new Answer.Refused<>(422, "is invalid"));
    assertThat(round("a", "b")).hasSize(2);
    assertThat(round("a", "b")).isEmpty();
    assertThat(counts.failed()).isEqualTo(2);
  }

  @Test
  void aServerThatDoesNotAnswerIsAskedAgainLaterAndLater() throws InterruptedException {
    put("a", Addresses.NONE);
    put("b", Addresses.NONE);
    server.answer(new Answer.Unreachable<>("the connection is refused"));
    rounds.stands(Set.of(key("a"), key("b")));
    assertThat(rounds.round()).hasSeconds(1);
    assertThat(rounds.round()).hasSeconds(2);
    assertThat(server.requests()).hasSize(2);
    assertThat(rounds.problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "status of Ingresses: cannot be written: the connection is refused; it stays as it is,"
                + " and is tried again");
    server.answerAgain();
    assertThat(rounds.round()).isEqualTo(MINUTE);
    assertThat(rounds.problems()).isEmpty();
    put("a", OTHER);
    server.answer(new Answer.Unreachable<>("the connection is refused"));
    assertThat(rounds.round()).hasSeconds(1);
  }

  @Test
  void observingWritesNothingAndCountsEachDifferenceOnce() throws InterruptedException {
    StatusRounds observing = rounds(StatusMode.OBSERVE);
    put("a", OTHER);
    put("b", OURS);
    observing.stands(Set.of(key("a"), key("b")));
    observing.round();
    observing.round();
    assertThat(counts.observed()).isEqualTo(1);
    put("a", LATER);
    observing.round();
    assertThat(counts.observed()).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
    assertThat(observing.mayClear()).isFalse();
  }

  @Test
  void offWritesNothing() throws InterruptedException {
    StatusRounds off = rounds(StatusMode.OFF);
    put("a", OTHER);
    off.stands(Set.of(key("a")));
    off.round();
    assertThat(server.requests()).isEmpty();
    assertThat(counts.observed()).isZero();
  }

  @Test
  void theEndTakesOurAddressOutOfWhatShowsItAlone() throws InterruptedException {
    put("a", Addresses.NONE);
    put("b", OURS);
    put("c", OTHER);
    round("a", "b");
    rounds.stands(Set.of(key("a"), key("b"), key("c")));
    assertThat(rounds.mayClear()).isTrue();
    assertThat(rounds.clear(MINUTE)).isZero();
    assertThat(server.requests()).containsExactly("write a no address", "write b no address");
  }

  @Test
  void theEndTakesNoLongerThanItMay() throws InterruptedException {
    put("a", OURS);
    put("b", OURS);
    round("a", "b");
    server.onRequest(() -> ticker.advance(MINUTE));
    assertThat(rounds.clear(MINUTE)).isEqualTo(1);
  }

  @Test
  void severalAddressesAreNotCleared() throws InterruptedException {
    sighting = new Sighting.Found(OURS.and(LATER.sorted()));
    put("a", Addresses.NONE);
    round("a");
    assertThat(rounds.mayClear()).isFalse();
  }

  @Test
  void anOlderVersionDoesNotReplaceANewerOne() throws InterruptedException {
    put("a", Addresses.NONE);
    ShownStatus late = new ShownStatus(new AddressChoice.Fixed(OURS));
    server.tell(late);
    put("a", OURS);
    server.tell(late);
    StatusServer before = new StatusServer(ticker);
    before.put("a", "naru", OTHER);
    before.tell(late);
    assertThat(late.of(key("a"))).contains(OURS);
  }

  @Test
  void anIngressThatIsGoneDoesNotComeBackByTheAnswerToAWrite() {
    put("a", OURS);
    shown.gone(key("a"));
    assertThat(server.apply(key("a"), OURS, true).asOptional()).hasValueSatisfying(shown::written);
    assertThat(shown.of(key("a"))).isEmpty();
  }
}
