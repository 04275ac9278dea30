package io.naru.proxy.policy;

/**
 * The Strict-Transport-Security of every response over TLS (behaviour 7).
 *
 * @param maxAge seconds
 */
public record Hsts(long maxAge, boolean includeSubdomains, boolean preload) implements Policy {
  public static final Hsts DEFAULT = new Hsts(31_536_000, true, false);

  public Hsts {
    if (maxAge < 0) {
      throw new IllegalArgumentException("a negative max-age: " + maxAge);
    }
  }

  /** The field's value (RFC 6797 section 6.1). */
  public String value() {
    return "max-age="
        + maxAge
        + (includeSubdomains ? "; includeSubDomains" : "")
        + (preload ? "; preload" : "");
  }
}
