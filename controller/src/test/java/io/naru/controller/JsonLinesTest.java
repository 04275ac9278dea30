package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.problem.ProblemLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private final Logger logger = new LoggerContext().getLogger("io.naru.test");
  private final JsonLines lines = new JsonLines();

  private JsonNode line(ILoggingEvent event) throws Exception {
    String text = new String(lines.encode(event), StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n").doesNotContain("\r");
    assertThat(text.strip()).doesNotContain("\n");
    return new ObjectMapper().readTree(text);
  }

  private LoggingEvent event(String message, @Nullable Throwable thrown) {
    LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, thrown, new Object[] {});
    event.setInstant(Instant.parse("2026-03-01T12:30:00Z"));
    event.setThreadName("one");
    return event;
  }

  @Test
  void theTimeIsIsoInUtcWithMilliseconds() throws Exception {
    assertThat(line(event("hello", null)).toString())
        .isEqualTo(
            "{\"time\":\"2026-03-01T12:30:00.000Z\",\"level\":\"WARN\",\"logger\":\"io.naru.test\","
                + "\"thread\":\"one\",\"message\":\"hello\"}");
  }

  @Test
  void aProblemHasFieldsForObjectFieldReasonAndConsequence() throws Exception {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    ObjectKey web = new ObjectKey(Kind.INGRESS, "default", "web");
    new ProblemLog(logger)
        .tell(List.of(Problem.warning(web, "spec.rules", "says \"a\nb\"", "it is left out")));
    JsonNode line = line(logged.list.getFirst());
    assertThat(line.get("object").asText()).isEqualTo("Ingress default/web");
    assertThat(line.get("objects").isInt()).isTrue();
    assertThat(line.get("field").asText()).isEqualTo("spec.rules");
    assertThat(line.get("reason").asText()).isEqualTo("says \"a\nb\"");
    assertThat(line.get("consequence").asText()).isEqualTo("it is left out");
    assertThat(line.get("message").asText())
        .isEqualTo("Ingress default/web, spec.rules: says \"a b\"; it is left out");
  }

  @Test
  void whatWasThrownIsThereWithItsStack() throws Exception {
    assertThat(line(event("a defect", new IllegalStateException("broken"))).get("stack").asText())
        .startsWith("java.lang.IllegalStateException: broken")
        .contains("at io.naru.controller.JsonLinesTest");
  }
}
