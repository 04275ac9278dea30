package io.naru.tls.material;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A chain and its private key, opaque: two are equal when their content is, and none ever prints
 * its key (catalogue B4). Only the code that builds TLS contexts opens it.
 */
public final class KeyMaterial {
  private final List<X509Certificate> chain;
  private final PrivateKey key;
  private final String fingerprint;

  KeyMaterial(List<X509Certificate> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
    this.fingerprint = Fingerprint.of(this.chain, key);
  }

  /** Leaf first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  public PrivateKey key() {
    return key;
  }

  /** SHA-256 over chain and key, in hex: safe to show. */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyMaterial that && fingerprint.equals(that.fingerprint);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode();
  }

  @Override
  public String toString() {
    return "KeyMaterial[redacted]";
  }
}
