package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngressBuilder;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// One way in: a host name, an IP, or both.
///
/// @param hostname empty for none
/// @param ip as it was written; empty for none
public record Address(String hostname, String ip) implements Comparable<Address> {
  private static final int LONGEST = 253;
  private static final Pattern HOSTNAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::hostname).thenComparing(Address::ip);

  public Address {
    if (hostname.isEmpty() && ip.isEmpty()) {
      throw new IllegalArgumentException("an address that is neither a host name nor an IP");
    }
  }

  static Address ofIp(String ip) {
    return new Address("", ip);
  }

  static Address ofHostname(String hostname) {
    return new Address(hostname, "");
  }

  /// What a person wrote; empty if the API server would take it for neither an IP nor a host name.
  public static Optional<Address> parse(String text) {
    if (isIp(text)) {
      return Optional.of(ofIp(text));
    }
    return text.length() <= LONGEST && HOSTNAME.matcher(text).matches()
        ? Optional.of(ofHostname(text))
        : Optional.empty();
  }

  static boolean isIp(String text) {
    try {
      InetAddress.ofLiteral(text);
      return !text.contains("%");
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  IngressLoadBalancerIngress entry() {
    return new IngressLoadBalancerIngressBuilder()
        .withHostname(hostname.isEmpty() ? null : hostname)
        .withIp(ip.isEmpty() ? null : ip)
        .build();
  }

  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return hostname.isEmpty() ? ip : ip.isEmpty() ? hostname : hostname + " (" + ip + ")";
  }
}
