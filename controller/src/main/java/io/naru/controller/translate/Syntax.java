package io.naru.controller.translate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/// How the text of a setting is read: always the whole text, never a part of it (catalogue A2).
///
/// @param expectation what a good text is; ends the sentence `"x" is not ...`
/// @param parse the value of a good text
record Syntax<T>(String expectation, Function<String, Optional<T>> parse) {
  /// Go's strconv.ParseBool, which is what upstream reads booleans with.
  static final Syntax<Boolean> BOOL =
      oneOf(
          "true or false",
          Map.ofEntries(
              Map.entry("1", true),
              Map.entry("t", true),
              Map.entry("T", true),
              Map.entry("true", true),
              Map.entry("True", true),
              Map.entry("TRUE", true),
              Map.entry("0", false),
              Map.entry("f", false),
              Map.entry("F", false),
              Map.entry("false", false),
              Map.entry("False", false),
              Map.entry("FALSE", false)));

  static final Syntax<Boolean> ON_OFF = oneOf("on or off", Map.of("on", true, "off", false));

  /// A timeout; upstream would take 0 and negative numbers and break on them.
  static final Syntax<Duration> SECONDS =
      number("a whole number of seconds from 1 on", n -> n >= 1).map(Duration::ofSeconds);

  /// Bytes: digits and optionally one of b, k, m, g in any case.
  static final Syntax<Long> SIZE = new Syntax<>("a size such as 8m", Syntax::size);

  private static final int LONGEST = 4096;
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,10}");
  private static final Pattern TIME =
      Pattern.compile(
          "(?:([0-9]{1,9})h *)?(?:([0-9]{1,9})m *)?(?:([0-9]{1,9})s *)?"
              + "(?:([0-9]{1,9})ms|([0-9]{1,9}))?");
  private static final Pattern BYTES = Pattern.compile("[0-9]{1,12}[bBkKmMgG]?");

  /// One of the given spellings, exactly.
  static <T> Syntax<T> oneOf(String expectation, Map<String, T> values) {
    return new Syntax<>(expectation, text -> Optional.ofNullable(values.get(text)));
  }

  /// Text that a pattern matches from end to end, as long as nginx lets one parameter be. The
  /// engine is the linear one: no text of a user makes it recurse.
  static Syntax<String> matching(String expectation, Pattern pattern) {
    return new Syntax<>(
        expectation,
        text -> Optional.of(text).filter(it -> it.length() <= LONGEST && pattern.matches(it)));
  }

  /// A decimal integer of 32 bits that passes a test.
  static Syntax<Integer> number(String expectation, LongPredicate range) {
    return new Syntax<>(
        expectation,
        text ->
            Optional.of(text)
                .filter(it -> INTEGER.matches(it))
                .map(Long::parseLong)
                .filter(n -> Integer.MIN_VALUE <= n && n <= Integer.MAX_VALUE && range.test(n))
                .map(Long::intValue));
  }

  /// A time as nginx writes it, that passes a test: `240s`, `1h 30m`, `500ms`; a bare number is
  /// seconds.
  static Syntax<Duration> time(String expectation, Predicate<Duration> range) {
    return new Syntax<>(
        expectation,
        text ->
            Optional.of(TIME.matcher(text))
                .filter(Matcher::matches)
                .map(Syntax::time)
                .filter(range));
  }

  private static Duration time(Matcher parts) {
    return Duration.ofHours(part(parts, 1))
        .plusMinutes(part(parts, 2))
        .plusSeconds(part(parts, 3))
        .plusMillis(part(parts, 4))
        .plusSeconds(part(parts, 5));
  }

  private static long part(Matcher parts, int group) {
    return Optional.ofNullable(parts.group(group)).map(Long::parseLong).orElse(0L);
  }

  <R> Syntax<R> map(Function<T, R> then) {
    return new Syntax<>(expectation, text -> parse.apply(text).map(then));
  }

  /// This syntax, for texts whose letter case and surrounding blanks mean nothing.
  Syntax<T> folded() {
    return new Syntax<>(expectation, text -> parse.apply(text.strip().toUpperCase(Locale.ROOT)));
  }

  /// This syntax, for texts whose surrounding blanks mean nothing.
  Syntax<T> stripped() {
    return new Syntax<>(expectation, text -> parse.apply(text.strip()));
  }

  private static Optional<Long> size(String text) {
    if (!BYTES.matches(text)) {
      return Optional.empty();
    }
    int last = text.length() - 1;
    int shift =
        switch (text.charAt(last)) {
          case 'k', 'K' -> 10;
          case 'm', 'M' -> 20;
          case 'g', 'G' -> 30;
          default -> 0;
        };
    String digits = Character.isDigit(text.charAt(last)) ? text : text.substring(0, last);
    long number = Long.parseLong(digits);
    return number <= Long.MAX_VALUE >> shift ? Optional.of(number << shift) : Optional.empty();
  }
}
