package io.naru.proxy.match;

import java.util.Locale;

/**
 * The hosts a virtual host answers for (behaviour 3). Names are lower-case, without trailing dot.
 */
public sealed interface HostMatch {

  /** One name. */
  record Exact(String host) implements HostMatch {
    public Exact {
      host = HostNames.canonical(host);
    }
  }

  /** {@code *.parent}: exactly one label in front of {@code parent}. */
  record OneLabel(String parent) implements HostMatch {
    public OneLabel {
      parent = HostNames.canonical(parent);
    }
  }

  /** Every host that no other virtual host takes, and requests without one. */
  record Any() implements HostMatch {}

  /**
   * Reads a rule's host: empty is {@link Any}, {@code *.x} is {@link OneLabel}.
   *
   * @throws IllegalArgumentException if the text is not a host name
   */
  static HostMatch of(String text) {
    if (text.isEmpty()) {
      return new Any();
    }
    return text.startsWith("*.") ? new OneLabel(text.substring(2)) : new Exact(text);
  }
}

/** The one rule for host names in a table; the rule for names on the wire is wider. */
final class HostNames {
  private static final int MAX_LENGTH = 253;

  private HostNames() {}

  static String canonical(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.isEmpty()
        || name.length() > MAX_LENGTH
        || !name.chars().allMatch(HostNames::allowed)) {
      throw new IllegalArgumentException("not a host name: \"" + host + "\"");
    }
    return name;
  }

  private static boolean allowed(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
  }
}
