package io.naru.controller.compile;

import io.naru.controller.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether requests can have a path as it is written. They are compared decoded and normalised
/// (behaviour 4), without their query: a path with a question mark, say, is legal and means
/// something else than who wrote it thinks. It is served as it stands, with a problem.
final class PathCheck {
  /// Blanks and control characters, written like this by nobody who means it.
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Z}]");

  /// What ends the path of a request, and what is decoded before it is compared.
  private static final Pattern ENCODED = Pattern.compile("[?#]|%(?=\\p{XDigit}{2})");

  private static final Pattern UNNORMALISED = Pattern.compile("//|/\\.{1,2}(/|$)");

  private PathCheck() {}

  /// A problem with a path that is compared as text.
  static Optional<Problem> ofText(Location location) {
    return find(INVISIBLE, location)
        .or(() -> find(ENCODED, location))
        .map(it -> escaped(location, it))
        .or(() ->
            find(UNNORMALISED, location)
                .map(it ->
                    problem(
                        location,
                        "has an empty or a dot segment, which requests are compared without",
                        "no request gets there")));
  }

  /// A problem with a path that is an expression: `?` and others mean something else in there.
  static Optional<Problem> ofExpression(Location location) {
    return find(INVISIBLE, location).map(it -> escaped(location, it));
  }

  private static Optional<String> find(Pattern odd, Location location) {
    Matcher matcher = odd.matcher(location.path());
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  private static Problem escaped(Location location, String character) {
    String escape =
        HexFormat.of()
            .withUpperCase()
            .withPrefix("%")
            .formatHex(character.getBytes(StandardCharsets.UTF_8));
    String what =
        INVISIBLE.matcher(character).matches()
            ? "a blank or control character"
            : "the character " + character;
    return problem(
        location,
        "has " + what + ", which the path of a request has only as " + escape,
        "only requests that write it so get there");
  }

  private static Problem problem(Location location, String reason, String consequence) {
    return Problem.warning(
        location.owner().ingress().orElseThrow(), location.field() + ".path", reason, consequence);
  }
}
