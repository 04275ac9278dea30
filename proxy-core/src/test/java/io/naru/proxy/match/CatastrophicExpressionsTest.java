package io.naru.proxy.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue A8: no expression costs more than its steps, counted and not timed. */
class CatastrophicExpressionsTest {
  private static final List<String> PATHS =
      List.of("/" + "a".repeat(8191), "/" + "ab/".repeat(2730), "/" + "a".repeat(4000) + "!");

  /** The dearest single read: a program of the largest size, or a backtracking one of many ways. */
  private static final long ONE_READ = 2L * Expressions.MAX_SIZE;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/(a+)+!",
        "/([a-zA-Z]+)*!",
        "/(a|aa)+!",
        "/(a|a?)+!",
        "/(.*a){20}!",
        "/(.*)(.*)(.*)(.*)(.*)(.*)!",
        "/(a?){50}a{50}!",
        "/((a{1,30}){1,30})+!",
        "/(?=a)(a+)+!",
        "/(?=a)(a|aa)+!",
        "/(?!b)([a-z/]+)*!",
        "/(a+)\\1+!",
        "/(?=((a+)+)!)",
        "/(?:a?)?(?:a?)?(?:a?)?(?!b)!",
        "/(?=a)(.*)(.*)(.*)(.*)(.*)!",
        "/(?<!b)(?:a*)*(?:a*)*!",
      })
  void a8_catastrophicExpressionsStayWithinTheirSteps(String text) {
    Engine engine = Expressions.engine(new Pattern(text, false, true));
    for (String path : PATHS) {
      Steps steps = Steps.perRequest();
      byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
      Engine.Outcome outcome = engine.test(bytes, 0, bytes.length, steps);
      assertThat(steps.left()).isGreaterThan(-ONE_READ);
      assertThat(outcome == Engine.Outcome.SPENT || steps.left() >= 0).isTrue();
    }
  }

  @Test
  void aRecursionThatOverflowsTheStackCountsAsSpent() {
    Engine engine = Expressions.engine(new Pattern("/(?!b)(?:a|aa)*!", true, true));
    byte[] bytes = ("/" + "a".repeat(1 << 20)).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(engine.test(bytes, 0, bytes.length, new Steps(Long.MAX_VALUE)))
        .isEqualTo(Engine.Outcome.SPENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?!b)(?:|){30}$",
        "(?!b)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)x",
        "(?=(?:\\b|\\B|^|$){8}x)",
        "(?:\\b{g}|\\b{g}|^){5}(?=x)",
        "(?!b)\\c[(?:|){30}$]",
        "(?!b)(^*){40}$",
      })
  void waysThatReadNothingAreBoundedBeforeAnythingRuns(String text) {
    assertThat(Expressions.compile(new Pattern(text, false, true)))
        .isInstanceOf(Expressions.Compiled.Invalid.class);
  }

  @Test
  void alternativesThatReadAreNotWays() {
    String many = "(?!" + "api|admin|static|".repeat(20) + "x)/";
    assertThat(ShapeReader.read(many).ways()).isEqualTo(1);
    assertThat(ShapeReader.read("(a*|b*)(c*|d)").ways()).isEqualTo(2);
    assertThat(ShapeReader.read("(a*|b*)?").ways()).isEqualTo(3);
  }

  @Test
  void expressionsOfOneRequestShareItsSteps() {
    Engine engine = Expressions.engine(new Pattern("/(a+)+!", true, true));
    byte[] bytes = PATHS.getFirst().getBytes(StandardCharsets.ISO_8859_1);
    Steps steps = Steps.perRequest();
    Engine.Outcome last = Engine.Outcome.MISS;
    for (int i = 0; i < 50 && last == Engine.Outcome.MISS; i++) {
      last = engine.test(bytes, 0, bytes.length, steps);
    }
    assertThat(last).isEqualTo(Engine.Outcome.SPENT);
  }
}
