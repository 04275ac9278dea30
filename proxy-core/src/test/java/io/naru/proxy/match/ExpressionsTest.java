package io.naru.proxy.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/(.*)", "/v[0-9]+(/|$)(.*)", "^/\\d{3}-[[:alpha:]]+$", "/(?P<id>x+)", "a|b"})
  void whatALinearEngineTakesRunsOnIt(String text) {
    assertThat(compile(text)).isInstanceOf(LinearEngine.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/(?!admin)", "/(?<=a)b", "/(a)\\1", "/a++b", "/(?>a|ab)c", "/\\x41"})
  void whatItDoesNotTakeRunsUnderABudget(String text) {
    assertThat(compile(text)).isInstanceOf(BacktrackingEngine.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/(, does not parse",
    "/[a, does not parse",
    "/(?R), does not parse",
    "/(a{1000}){1000}, has more than 2000 parts",
    "/((a{100}){100}){100}, has more than 2000 parts",
    "/(?!(x?){12}), has too many groups",
    "/(?!a)\\Q.\\E, uses \\Q or the flag x",
    "/(?x)(?!a), uses \\Q or the flag x",
  })
  void whatCannotBeUsedSaysWhy(String text, String reason) {
    assertThat(reason(text)).startsWith(reason);
  }

  @Test
  void lengthAndDepthAreBounded() {
    assertThat(reason("a".repeat(2049))).isEqualTo("is longer than 2048 characters");
    assertThat(reason("(".repeat(101) + ")".repeat(101))).isEqualTo("nests more than 100 groups");
    assertThat(compile("(".repeat(100) + ")".repeat(100))).isInstanceOf(LinearEngine.class);
  }

  @Test
  void theEngineOfAnInvalidExpressionIsABugOfWhoAsks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Expressions.engine(new Pattern("/(", true, true)))
        .withMessageContaining("/( does not parse");
  }

  @ParameterizedTest
  @CsvSource({
    "/a, /a/b, MATCH",
    "/a, /A, MATCH",
    "/a, /b/a, MISS",
    "/a$, /a, MATCH",
    "/a$, /ab, MISS",
    "/(?!x), /a, MATCH",
    "/(?!x), /X, MISS",
    "/a|/b, /x/b, MATCH",
    "/a|/b, /x/a, MISS",
  })
  void anAnchoredExpressionBeginsAtTheStart(String text, String path, Engine.Outcome outcome) {
    assertThat(test(new Pattern(text, true, true), path)).isEqualTo(outcome);
  }

  @Test
  void letterCaseCountsUnlessThePatternSaysOtherwise() {
    assertThat(test(new Pattern("/a", true, false), "/A")).isEqualTo(Engine.Outcome.MISS);
    assertThat(test(new Pattern("/a(?=b)", true, false), "/Ab")).isEqualTo(Engine.Outcome.MISS);
  }

  @Test
  void h6_charactersAreTheirBytesAndOnlyAsciiFolds() {
    Pattern pattern = new Pattern("/caf\u00e9$", true, true);
    assertThat(test(pattern, "/CAF\u00e9")).isEqualTo(Engine.Outcome.MATCH);
    assertThat(test(pattern, "/CAF\u00c9")).isEqualTo(Engine.Outcome.MISS);
    assertThat(test(new Pattern("/.$", true, true), "/\u00e9")).isEqualTo(Engine.Outcome.MISS);
    assertThat(test(new Pattern("/..$", true, true), "/\u00e9")).isEqualTo(Engine.Outcome.MATCH);
    assertThat(test(new Pattern("/k$", true, true), "/\u212a")).isEqualTo(Engine.Outcome.MISS);
  }

  @ParameterizedTest
  @CsvSource({
    "'/(?!q)[[a]$', '/[', MATCH",
    "'/(?!q)[a&&b]$', '/&', MATCH",
    "'/(?!q)[a&&b]$', '/b', MATCH",
    "'/(?!q)[]a]$', '/]', MATCH",
    "'/(?!q)[^]a]$', '/b', MATCH",
    "'/(?!q)[[:alpha:]_]+$', '/ab_', MATCH",
    "'/(?!q)[[:^digit:]]$', '/5', MISS",
    "'/(?!q)(?P<n>a)\\k<n>$', '/aa', MATCH",
    "'/(?!q)[\\]]$', '/]', MATCH",
    "'/(?!q).$', '/\r', MATCH",
  })
  void aBudgetedExpressionMeansWhatItMeansInPcre(String text, String path, Engine.Outcome outcome) {
    assertThat(compile(text)).isInstanceOf(BacktrackingEngine.class);
    assertThat(test(new Pattern(text, true, true), path)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/(a)?(b)(.*)", "/(?!x)(a)?(b)(.*)"})
  void groupsHoldWhatTheyTook(String text) {
    Search search = search(new Pattern(text, false, true), "/x/bcd");
    assertThat(search).isInstanceOf(Search.Found.class);
    Search.Found found = (Search.Found) search;
    assertThat(found.groups()).containsExactly("", "b", "cd");
    assertThat(found.group(3)).isEqualTo("cd");
    assertThat(found.group(4)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/(a+)+$", "/(?=a)(a+)+$"})
  void aSearchSpendsStepsLikeATest(String text) {
    byte[] path = bytes("/" + "a".repeat(1000) + "b");
    Engine engine = compile(text);
    assertThat(engine.search(path, 0, path.length, new Steps(500))).isEqualTo(Search.SPENT);
    assertThat(engine.test(path, 0, path.length, new Steps(500))).isEqualTo(Engine.Outcome.SPENT);
    assertThat(search(new Pattern(text, true, true), "/c")).isEqualTo(Search.MISS);
  }

  private static Engine compile(String text) {
    return Expressions.engine(new Pattern(text, true, true));
  }

  private static String reason(String text) {
    return switch (Expressions.compile(new Pattern(text, true, true))) {
      case Expressions.Compiled.Invalid(String reason) -> reason;
      case Expressions.Compiled.Ok _ -> "is fine";
    };
  }

  private static Engine.Outcome test(Pattern pattern, String path) {
    byte[] bytes = bytes(path);
    return Expressions.engine(pattern).test(bytes, 0, bytes.length, Steps.perRequest());
  }

  private static Search search(Pattern pattern, String path) {
    byte[] bytes = bytes(path);
    return Expressions.engine(pattern).search(bytes, 0, bytes.length, Steps.perRequest());
  }

  private static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }
}
