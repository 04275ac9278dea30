package io.naru.tls.material;

import java.security.cert.X509Certificate;
import java.util.List;

/** The certificates against which a peer is verified: an immutable value, equal by content. */
public final class CaBundle {
  private final List<X509Certificate> anchors;
  private final String fingerprint;

  CaBundle(List<X509Certificate> anchors) {
    this.anchors = List.copyOf(anchors);
    this.fingerprint = Fingerprint.of(this.anchors);
  }

  public List<X509Certificate> anchors() {
    return anchors;
  }

  /** SHA-256 over the certificates in their order, in hex. */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CaBundle that && fingerprint.equals(that.fingerprint);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode();
  }

  @Override
  public String toString() {
    return "CaBundle[" + anchors.size() + " certificates, " + fingerprint + "]";
  }
}
