package io.naru.tls.testkit;

import io.naru.tls.material.KeyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a test certificate shall say.
 *
 * @param names DNS names; with neither names nor addresses there is no subject alternative name
 * @param addresses IP addresses
 */
public record LeafSpec(
    KeyKind kind,
    String commonName,
    List<String> names,
    List<String> addresses,
    Instant notBefore,
    Instant notAfter) {

  public static LeafSpec of(KeyKind kind, String... names) {
    Instant now = Instant.now();
    return new LeafSpec(
        kind,
        names.length == 0 ? "nameless" : names[0],
        List.of(names),
        List.of(),
        now.minus(Duration.ofDays(1)),
        now.plus(Duration.ofDays(90)));
  }

  public LeafSpec valid(Instant from, Instant to) {
    return new LeafSpec(kind, commonName, names, addresses, from, to);
  }

  public LeafSpec withAddresses(String... others) {
    return new LeafSpec(kind, commonName, names, List.of(others), notBefore, notAfter);
  }

  public LeafSpec withCommonName(String other) {
    return new LeafSpec(kind, other, names, addresses, notBefore, notAfter);
  }
}
