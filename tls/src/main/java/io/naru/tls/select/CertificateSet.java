package io.naru.tls.select;

import io.naru.tls.material.Certificate;
import io.naru.tls.material.KeyKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The certificates that stand side by side for one name; the client's abilities decide which it
 * gets.
 *
 * @param certificates at least one, of different key kinds, in the order of {@link KeyKind}
 */
public record CertificateSet(List<Certificate> certificates) {

  public CertificateSet {
    certificates =
        certificates.stream().sorted((a, b) -> a.keyKind().compareTo(b.keyKind())).toList();
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("a name without a certificate is not in the table");
    }
    if (certificates.stream().map(Certificate::keyKind).distinct().count() < certificates.size()) {
      throw new IllegalArgumentException("two certificates of one key kind for one name");
    }
  }

  public static CertificateSet of(Certificate certificate) {
    return new CertificateSet(List.of(certificate));
  }

  /** This set with one more certificate, which takes the place of one of the same key kind. */
  public CertificateSet with(Certificate certificate) {
    return new CertificateSet(
        Stream.concat(
                certificates.stream().filter(other -> other.keyKind() != certificate.keyKind()),
                Stream.of(certificate))
            .toList());
  }

  public Optional<Certificate> ofKind(KeyKind kind) {
    return certificates.stream().filter(certificate -> certificate.keyKind() == kind).findFirst();
  }

  /** Equal for equal sets, safe to show. */
  public String fingerprint() {
    return certificates.stream().map(Certificate::fingerprint).collect(Collectors.joining("+"));
  }
}
