package io.naru.tls.material;

import java.util.Locale;

/** The one spelling in which server names are compared: lower case, without the root's dot. */
public final class ServerName {
  private ServerName() {}

  /** Behaviour 24: lower-cased, one trailing dot cut. */
  public static String normal(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /**
   * The wildcard that stands for this name's first label ({@code *.b.c} for {@code a.b.c}), or the
   * empty string for a name of one label.
   */
  public static String wildcard(String normalName) {
    int dot = normalName.indexOf('.');
    return dot > 0 ? "*" + normalName.substring(dot) : "";
  }
}
