package io.naru.tls.testkit;

import io.naru.tls.material.Certificate;
import io.naru.tls.material.PemReader;
import io.naru.tls.material.PemResult;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/** A chain and its key, in the forms that tests want them. */
public record TestPair(List<X509Certificate> chain, PrivateKey key) {

  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** Leaf first. */
  public String certificatePem() {
    return pem(chain);
  }

  /** PKCS#8. */
  public String keyPem() {
    return Pem.block("PRIVATE KEY", key.getEncoded());
  }

  public Certificate certificate() {
    return switch (PemReader.certificate(certificatePem(), keyPem())) {
      case PemResult.Ok<Certificate>(Certificate value) -> value;
      case PemResult.Invalid<Certificate>(var problem) ->
          throw new AssertionError(problem.sentence());
    };
  }

  static String pem(List<X509Certificate> certificates) {
    return certificates.stream().map(TestPair::pem).collect(Collectors.joining());
  }

  private static String pem(X509Certificate certificate) {
    try {
      return Pem.block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
