package io.naru.proxy.match;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Compiles expressions: with a linear engine where it takes them, else with a backtracking one, and
 * neither if their size or shape could cost too much. Bytes are matched as bytes: the expression's
 * own characters are taken as UTF-8, and only ASCII letters fold (catalogue H6).
 */
public final class Expressions {
  /** Characters of an expression. */
  public static final int MAX_LENGTH = 2048;

  /** Parts of an expression with its repetitions written out. */
  public static final int MAX_SIZE = 2000;

  /** Groups within groups. */
  public static final int MAX_DEPTH = 100;

  /** Ways in which a backtracking expression can match without reading. */
  public static final int MAX_WAYS = 64;

  private Expressions() {}

  /** What became of an expression's text. */
  public sealed interface Compiled {

    record Ok(Engine engine) implements Compiled {}

    /**
     * It cannot be used.
     *
     * @param reason a clause that goes on after "the expression"
     */
    record Invalid(String reason) implements Compiled {}
  }

  /** Compiles, or says why not; throws nothing. */
  public static Compiled compile(Pattern pattern) {
    if (pattern.text().length() > MAX_LENGTH) {
      return new Compiled.Invalid("is longer than " + MAX_LENGTH + " characters");
    }
    String bytes =
        new String(pattern.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    ExpressionShape shape = ShapeReader.read(bytes);
    if (shape.depth() > MAX_DEPTH) {
      return new Compiled.Invalid("nests more than " + MAX_DEPTH + " groups");
    }
    if (shape.size() > MAX_SIZE) {
      return new Compiled.Invalid(
          "has more than " + MAX_SIZE + " parts when its repetitions are written out");
    }
    String anchored = pattern.anchored() ? "^" + bytes : bytes;
    return linear(anchored, pattern.ignoreCase())
        .<Compiled>map(Compiled.Ok::new)
        .orElseGet(() -> backtracking(anchored, pattern.ignoreCase(), shape.ways()));
  }

  /**
   * The engine of an expression that {@link #compile} was asked about before.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  public static Engine engine(Pattern pattern) {
    return switch (compile(pattern)) {
      case Compiled.Ok(Engine engine) -> engine;
      case Compiled.Invalid(String reason) ->
          throw new IllegalArgumentException("the expression " + pattern.text() + " " + reason);
    };
  }

  /** Empty for what RE2/J does not know, and where its folding is not that of bytes. */
  private static Optional<Engine> linear(String text, boolean ignoreCase) {
    if (text.contains("\\x") || !text.chars().allMatch(c -> c < 128)) {
      return Optional.empty();
    }
    try {
      int flags = ignoreCase ? com.google.re2j.Pattern.CASE_INSENSITIVE : 0;
      return Optional.of(new LinearEngine(com.google.re2j.Pattern.compile(text, flags)));
    } catch (com.google.re2j.PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  private static Compiled backtracking(String text, boolean ignoreCase, long ways) {
    if (JavaSyntax.hides(text)) {
      return new Compiled.Invalid(
          "uses \\Q or the flag x together with what a linear engine cannot run");
    }
    if (ways > MAX_WAYS) {
      return new Compiled.Invalid(
          "has too many groups that can be empty, for one that a linear engine cannot run");
    }
    try {
      int flags =
          java.util.regex.Pattern.UNIX_LINES
              | (ignoreCase ? java.util.regex.Pattern.CASE_INSENSITIVE : 0);
      var pattern = java.util.regex.Pattern.compile(JavaSyntax.of(text), flags);
      return new Compiled.Ok(new BacktrackingEngine(pattern, (int) ways));
    } catch (PatternSyntaxException e) {
      return new Compiled.Invalid("does not parse: " + e.getDescription() + " at " + e.getIndex());
    }
  }
}
