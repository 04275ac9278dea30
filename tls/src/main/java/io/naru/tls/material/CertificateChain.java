package io.naru.tls.material;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** Puts certificates into the order in which RFC 8446 section 4.4.2 wants them sent. */
final class CertificateChain {
  private CertificateChain() {}

  /**
   * Leaf, its issuer, the issuer's issuer and so on; then the rest as it stood (a cross-signed
   * intermediate, say). A file in good order comes out unchanged. Empty when the key belongs to
   * none.
   */
  static Optional<List<X509Certificate>> ordered(List<X509Certificate> file, PublicKey leafKey) {
    SequencedSet<X509Certificate> rest = new LinkedHashSet<>(file);
    return rest.stream()
        .filter(certificate -> certificate.getPublicKey().equals(leafKey))
        .findFirst()
        .map(leaf -> link(leaf, rest));
  }

  private static List<X509Certificate> link(
      X509Certificate leaf, SequencedSet<X509Certificate> rest) {
    List<X509Certificate> chain = new ArrayList<>();
    Optional<X509Certificate> next = Optional.of(leaf);
    while (next.isPresent()) {
      X509Certificate current = next.get();
      rest.remove(current);
      chain.add(current);
      next = rest.stream().filter(candidate -> issued(candidate, current)).findFirst();
    }
    chain.addAll(rest);
    return chain;
  }

  private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
    return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
