package io.naru.proxy.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EnginesPropertyTest {

  @Property(tries = 2000)
  void bothEnginesFindTheSame(
      @ForAll("expressions") String text, @ForAll("paths") String path, @ForAll boolean anchored) {
    Engine linear = Expressions.engine(new Pattern(text, anchored, true));
    Engine budgeted = Expressions.engine(new Pattern(text + "(?!Z)", anchored, true));
    assertThat(linear).isInstanceOf(LinearEngine.class);
    assertThat(budgeted).isInstanceOf(BacktrackingEngine.class);
    byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(linear.test(bytes, 0, bytes.length, Steps.perRequest()))
        .isEqualTo(budgeted.test(bytes, 0, bytes.length, Steps.perRequest()));
  }

  @Property(tries = 5000)
  void noTextBreaksTheCompiler(@ForAll("junk") String text) {
    switch (Expressions.compile(new Pattern(text, true, true))) {
      case Expressions.Compiled.Ok(Engine engine) -> {
        byte[] path = "/some/path".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(engine.test(path, 0, path.length, Steps.perRequest())).isNotNull();
      }
      case Expressions.Compiled.Invalid(String reason) -> assertThat(reason).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.recursive(
        EnginesPropertyTest::atoms,
        part ->
            Combinators.combine(part, atoms(), Arbitraries.of(true, false))
                .as((x, y, either) -> either ? "(" + x + "|" + y + ")" : x + y),
        0,
        4);
  }

  private static Arbitrary<String> atoms() {
    Arbitrary<String> repeated =
        Combinators.combine(
                Arbitraries.of("a", "b", "[ab/]", "(?:ab)", "."),
                Arbitraries.of("*", "+", "?", "{2}", "{1,3}", "*?"))
            .as((x, q) -> x + q);
    return Arbitraries.oneOf(
        Arbitraries.of("a", "b", "/", ".", "[ab]", "[^a]", "\\w", "$", "ab", "\\d", "^"), repeated);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("ab/1-").ofMaxLength(12).map(path -> "/" + path);
  }

  @Provide
  Arbitrary<String> junk() {
    return Arbitraries.of(
            "(", ")", "[", "]", "{", "}", "2", ",", "*", "+", "?", "|", "\\", "^", "$", ".", "a",
            "Q", "E", "c", "x", "k", "<", ">", ":", "=", "!", "P", "-", "&&", "[:", ":]", "alpha",
            "\u00e9", "\u0000")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }
}
