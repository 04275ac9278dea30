package io.naru.tls.material;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A server certificate that was read and checked: a chain, leaf first, and the key that belongs to
 * its leaf. An immutable value, equal by content. It may be expired; expired certificates are
 * served with a warning (behaviour 24).
 */
public final class Certificate {
  private final KeyMaterial material;
  private final KeyKind keyKind;
  private final List<String> names;
  private final Instant notBefore;
  private final Instant notAfter;

  /**
   * The key must belong to the first certificate of the chain; {@link PemReader} has checked it.
   */
  Certificate(List<X509Certificate> chain, PrivateKey key, KeyKind keyKind) {
    X509Certificate leaf = chain.getFirst();
    this.material = new KeyMaterial(chain, key);
    this.keyKind = keyKind;
    this.names = CertificateNames.of(leaf);
    this.notBefore = leaf.getNotBefore().toInstant();
    this.notAfter = leaf.getNotAfter().toInstant();
  }

  /**
   * The DNS names the certificate is good for, lower-cased, wildcards as they stand: those of the
   * subject alternative name, or the common name when there is no such extension (behaviour 24).
   */
  public List<String> names() {
    return names;
  }

  public KeyKind keyKind() {
    return keyKind;
  }

  public Instant notBefore() {
    return notBefore;
  }

  public Instant notAfter() {
    return notAfter;
  }

  public KeyMaterial material() {
    return material;
  }

  /** SHA-256 over chain and key, in hex. */
  public String fingerprint() {
    return material.fingerprint();
  }

  /**
   * Whether the certificate is good for a host, which may itself be a wildcard. A wildcard in the
   * certificate stands for exactly one label.
   */
  public boolean covers(String host) {
    String name = ServerName.normal(host);
    return names.contains(name) || names.contains(ServerName.wildcard(name));
  }

  public boolean expired(Instant now) {
    return now.isAfter(notAfter);
  }

  /** True as well when it is expired already. */
  public boolean expiresWithin(Duration span, Instant now) {
    return now.plus(span).isAfter(notAfter);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Certificate that && material.equals(that.material);
  }

  @Override
  public int hashCode() {
    return material.hashCode();
  }

  @Override
  public String toString() {
    return "Certificate" + names + " " + keyKind + " until " + notAfter + " " + fingerprint();
  }
}
