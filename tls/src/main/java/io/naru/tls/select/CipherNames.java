package io.naru.tls.select;

import java.util.List;
import java.util.regex.Pattern;

/** The form of OpenSSL's cipher names; its expressions ({@code HIGH:!aNULL}) are not such names. */
final class CipherNames {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,63}");
  private static final int MAX = 64;

  private CipherNames() {}

  static List<String> checked(List<String> names) {
    if (names.size() > MAX) {
      throw new IllegalArgumentException("more ciphers than " + MAX);
    }
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("not a cipher name: " + name);
      }
    }
    return List.copyOf(names);
  }
}
