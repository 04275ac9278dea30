package io.naru.controller.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
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

  private List<String> text() {
    return lines.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }
}
