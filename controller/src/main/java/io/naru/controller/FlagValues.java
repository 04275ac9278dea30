package io.naru.controller;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The flags of one command line, read as what they are.
///
/// @param given the text of each flag that was given
record FlagValues(Map<Flag, String> given) {
  static final FlagValues NONE = new FlagValues(Map.of());

  private static final int MAX_PORT = 65535;
  private static final Pattern OBJECT = Pattern.compile("[a-z0-9.-]+/[a-z0-9.-]+");
  private static final Pattern LISTEN =
      Pattern.compile("(\\[(?<six>[0-9a-fA-F:.]+)]|(?<four>[0-9.]*)):(?<port>[0-9]{1,5})");
  private static final Pattern DURATION = Pattern.compile("0|([0-9]{1,9}(h|ms|m|s))+");
  private static final Pattern DURATION_PART = Pattern.compile("([0-9]+)(h|ms|m|s)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  FlagValues {
    given = Map.copyOf(given);
  }

  /// The text, or that of the default; empty where there is neither.
  Optional<String> text(Flag flag) {
    return Optional.of(given.getOrDefault(flag, flag.otherwise())).filter(it -> !it.isEmpty());
  }

  /// The text of a flag that has a default.
  String name(Flag flag) throws Refusal {
    return text(flag).orElseThrow(() -> Refusal.usage(flag + " needs a value."));
  }

  boolean on(Flag flag) throws Refusal {
    String value = name(flag);
    return truth(value).orElseThrow(() -> wrong(flag, value, "neither true nor false"));
  }

  /// As Go reads a switch (`strconv.ParseBool`), so upstream's; empty for any other text.
  static Optional<Boolean> truth(String value) {
    return switch (value) {
      case "1", "t", "T", "true", "True", "TRUE" -> Optional.of(true);
      case "0", "f", "F", "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /// The port of a flag that has a default; 0 is any free one.
  int port(Flag flag) throws Refusal {
    return number(flag, name(flag), MAX_PORT, "not a port (0 to 65535)");
  }

  OptionalInt optionalPort(Flag flag) throws Refusal {
    return text(flag).isPresent() ? OptionalInt.of(port(flag)) : OptionalInt.empty();
  }

  int number(Flag flag) throws Refusal {
    return number(flag, name(flag), Integer.MAX_VALUE, "not a number");
  }

  /// At least 1, where it is given.
  OptionalInt optionalCount(Flag flag) throws Refusal {
    if (text(flag).isEmpty()) {
      return OptionalInt.empty();
    }
    int count = number(flag);
    if (count < 1) {
      throw wrong(flag, name(flag), "at least 1 is needed");
    }
    return OptionalInt.of(count);
  }

  /// Seconds, bare or with their unit as in `10s`.
  Duration seconds(Flag flag) throws Refusal {
    String value = name(flag);
    String bare = value.endsWith("s") ? value.substring(0, value.length() - 1) : value;
    return Duration.ofSeconds(number(flag, bare, Integer.MAX_VALUE, "not a number of seconds"));
  }

  /// As Go writes it: `1h30m`, `10s`, `250ms`, or `0`.
  Duration duration(Flag flag) throws Refusal {
    String value = name(flag);
    if (!DURATION.matcher(value).matches()) {
      throw wrong(flag, value, "not a duration such as 30s or 1h30m");
    }
    Matcher parts = DURATION_PART.matcher(value);
    Duration sum = Duration.ZERO;
    while (parts.find()) {
      sum = sum.plus(Duration.of(Long.parseLong(parts.group(1)), unit(parts.group(2))));
    }
    return sum;
  }

  private static ChronoUnit unit(String name) {
    return switch (name) {
      case "h" -> ChronoUnit.HOURS;
      case "m" -> ChronoUnit.MINUTES;
      case "s" -> ChronoUnit.SECONDS;
      default -> ChronoUnit.MILLIS;
    };
  }

  Optional<String> address(Flag flag) throws Refusal {
    Optional<String> value = text(flag);
    if (value.isPresent()) {
      requireLiteral(flag, value.get(), value.get());
    }
    return value;
  }

  /// An absolute path of a URL.
  String path(Flag flag) throws Refusal {
    String value = name(flag);
    if (!value.startsWith("/")) {
      throw wrong(flag, value, "not a path, which begins with a slash");
    }
    return value;
  }

  /// `namespace/name`.
  Optional<String> object(Flag flag) throws Refusal {
    Optional<String> value = text(flag);
    if (value.isPresent() && !OBJECT.matcher(value.get()).matches()) {
      throw wrong(flag, value.get(), "not namespace/name");
    }
    return value;
  }

  /// Where to listen: a port behind a colon, before which an IP may stand. Port 0 is any free one.
  Optional<InetSocketAddress> listen(Flag flag) throws Refusal {
    Optional<String> value = text(flag);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String expected = "neither :PORT nor IP:PORT";
    Matcher parts = LISTEN.matcher(value.get());
    if (!parts.matches() || Integer.parseInt(parts.group("port")) > MAX_PORT) {
      throw wrong(flag, value.get(), expected);
    }
    int port = Integer.parseInt(parts.group("port"));
    String literal = Optional.ofNullable(parts.group("six")).orElse(parts.group("four"));
    if (literal.isEmpty()) {
      return Optional.of(new InetSocketAddress(port));
    }
    requireLiteral(flag, value.get(), literal);
    return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(literal), port));
  }

  Optional<Path> file(Flag flag) {
    return text(flag).map(Path::of);
  }

  private static void requireLiteral(Flag flag, String value, String address) throws Refusal {
    try {
      InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException _) {
      throw wrong(flag, value, "not an IP address");
    }
  }

  private static int number(Flag flag, String value, int most, String otherwise) throws Refusal {
    if (!NUMBER.matcher(value).matches() || Integer.parseInt(value) > most) {
      throw wrong(flag, value, otherwise);
    }
    return Integer.parseInt(value);
  }

  private static Refusal wrong(Flag flag, String value, String why) {
    return Refusal.usage("%s=%s: %s.".formatted(flag, value, why));
  }
}
