package io.naru.tls.material;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * The DNS names of a certificate (behaviour 24). Addresses are no names: no client asks for one by
 * SNI.
 */
final class CertificateNames {
  /** GeneralName dNSName, RFC 5280 section 4.2.1.6. */
  private static final Integer DNS_NAME = 2;

  private CertificateNames() {}

  static List<String> of(X509Certificate certificate) {
    return alternativeNames(certificate)
        .map(CertificateNames::dnsNames)
        .orElseGet(() -> commonName(certificate).stream())
        .map(ServerName::normal)
        .distinct()
        .toList();
  }

  // an unreadable extension is an extension: the common name must not stand in for it
  private static Optional<Collection<List<?>>> alternativeNames(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames());
    } catch (CertificateParsingException _) {
      return Optional.of(List.of());
    }
  }

  private static Stream<String> dnsNames(Collection<List<?>> alternatives) {
    return alternatives.stream()
        .filter(alternative -> DNS_NAME.equals(alternative.getFirst()))
        .map(alternative -> (String) alternative.get(1));
  }

  // the last one is the most specific
  private static Optional<String> commonName(X509Certificate certificate) {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return Stream.of(subject.getRDNs(BCStyle.CN))
        .map(RDN::getTypesAndValues)
        .flatMap(Stream::of)
        .filter(attribute -> attribute.getType().equals(BCStyle.CN))
        .map(AttributeTypeAndValue::getValue)
        .map(IETFUtils::valueToString)
        .reduce((_, last) -> last);
  }
}
