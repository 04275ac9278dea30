package io.naru.controller.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProblemLogTest {
  private static final Problem BROKEN = Problem.ofFile("a.yaml", "", "is broken", "it is left out");
  private static final Problem OLD =
      new Problem(new Subject.OfFile("b.yaml"), "", "is old", "it was converted", Severity.NOTE);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = new LoggerContext().getLogger("problems");
  private final ProblemLog log = new ProblemLog(logger);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @Test
  void aProblemIsLoggedOnceHoweverOftenItIsTold() {
    log.tell(List.of(BROKEN, BROKEN));
    log.tell(List.of(BROKEN));

    assertThat(text()).containsExactly("WARN a.yaml: is broken; it is left out");
  }

  @Test
  void aNoteIsNoWarning() {
    log.tell(List.of(OLD));

    assertThat(text()).containsExactly("INFO note: b.yaml: is old; it was converted");
  }

  @Test
  void noSeverityIsPassedOver() {
    for (Severity severity : Severity.values()) {
      log.tell(List.of(new Problem(new Subject.OfFile("a.yaml"), "", "is so", "it is", severity)));
      assertThat(lines.list).as("%s", severity).isNotEmpty();
      log.tell(List.of());
      lines.list.clear();
    }
  }

  @Test
  void aProblemThatIsGoneIsLoggedAsResolvedOnce() {
    log.tell(List.of(BROKEN, OLD));
    lines.list.clear();

    log.tell(List.of(OLD));
    log.tell(List.of(OLD));

    assertThat(text()).containsExactly("INFO resolved: a.yaml: is broken; it is left out");
  }

  @Test
  void aProblemThatComesBackIsLoggedAgain() {
    log.tell(List.of(BROKEN));
    log.tell(List.of());
    lines.list.clear();

    log.tell(List.of(BROKEN));

    assertThat(text()).containsExactly("WARN a.yaml: is broken; it is left out");
  }

  private static List<Problem> ofIngresses(int count, String reason) {
    return IntStream.range(0, count)
        .mapToObj(it -> new ObjectKey(Kind.INGRESS, "team", "i" + it))
        .map(it -> Problem.warning(it, "spec.ingressClassName", reason, "it is left to others"))
        .toList();
  }

  @Test
  void manyOfOneCauseAreOneLineWithASumAndThreeExamples() {
    log.tell(ofIngresses(475, "names IngressClass nginx, which does not exist"));
    assertThat(text())
        .containsExactly(
            "WARN 475 Ingresses (team/i0, team/i1, team/i10, …), spec.ingressClassName: names"
                + " IngressClass nginx, which does not exist; it is left to others");
    lines.list.clear();

    log.tell(List.of());
    assertThat(text())
        .singleElement()
        .asString()
        .startsWith("INFO resolved: 475 Ingresses (team/i0, team/i1, team/i10, …), spec.");
  }

  @Test
  void aFewOfOneCauseAreALineEach() {
    log.tell(ofIngresses(5, "is bad"));
    assertThat(text()).hasSize(5).allMatch(it -> it.startsWith("WARN Ingress team/i"));
  }

  @Test
  void oneMoreOfACauseThatStandsIsItsOwnLineAndTheOthersAreNotSaidAgain() {
    log.tell(ofIngresses(20, "is bad"));
    lines.list.clear();

    log.tell(ofIngresses(21, "is bad"));
    assertThat(text())
        .containsExactly(
            "WARN Ingress team/i20, spec.ingressClassName: is bad; it is left to others");
  }

  @Test
  void manyOfDifferentCausesAreNotThrownTogether() {
    List<Problem> both = new ArrayList<>(ofIngresses(10, "is bad"));
    both.addAll(ofIngresses(10, "is worse"));
    log.tell(both);
    assertThat(text()).hasSize(2).allMatch(it -> it.startsWith("WARN 10 Ingresses (team/i0, "));
  }

  @Test
  void oneCauseInManyFieldsOfOneObjectIsOneLineThatNamesNoSingleField() {
    ObjectKey web = new ObjectKey(Kind.INGRESS, "default", "web");
    log.tell(
        IntStream.range(0, 10)
            .mapToObj(it ->
                Problem.warning(
                    web, "spec.rules[" + it + "].host", "is a host of others", "it is left out"))
            .toList());
    assertThat(text())
        .containsExactly(
            "WARN Ingress default/web, spec.rules[].host: is a host of others; it is left out");
  }

  @Test
  void thePartsOfTheSentenceAreFieldsOfTheLine() {
    log.tell(ofIngresses(7, "is bad"));
    assertThat(lines.list.getFirst().getKeyValuePairs())
        .extracting(it -> it.key + "=" + it.value)
        .containsExactly(
            "object=Ingress team/i0",
            "objects=7",
            "field=spec.ingressClassName",
            "reason=is bad",
            "consequence=it is left to others",
            "severity=WARNING");
  }

  private List<String> text() {
    return lines.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }
}
