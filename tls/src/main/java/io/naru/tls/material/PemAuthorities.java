package io.naru.tls.material;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Texts of authorities. */
public final class PemAuthorities {
  private PemAuthorities() {}

  /**
   * Those that have not expired, in their order; what cannot be read counts as none.
   *
   * @param text PEM, or blank
   */
  public static String valid(String text, Instant now) {
    return switch (PemReader.caBundle(text)) {
      case PemResult.Ok<CaBundle>(CaBundle bundle) ->
          write(bundle.anchors().stream().filter(it -> isValid(it, now)).toList());
      case PemResult.Invalid<CaBundle> _ -> "";
    };
  }

  private static boolean isValid(X509Certificate certificate, Instant now) {
    return !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private static String write(List<X509Certificate> certificates) {
    try {
      return PemWriter.certificates(certificates);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("what was read can be written", e);
    }
  }
}
