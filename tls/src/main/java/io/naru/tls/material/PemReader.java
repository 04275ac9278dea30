package io.naru.tls.material;

import io.naru.tls.material.CertificateProblem.KeyMismatch;
import io.naru.tls.material.CertificateProblem.Malformed;
import io.naru.tls.material.CertificateProblem.NoPem;
import io.naru.tls.material.CertificateProblem.Part;
import io.naru.tls.material.PemResult.Invalid;
import io.naru.tls.material.PemResult.Ok;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Reads certificates, keys and CA bundles from PEM text, as RFC 7468 has it and as users keep it.
 * Costs up to a few milliseconds: never on an event loop. Never throws for bad text.
 */
public final class PemReader {
  /** Longest text that is looked at, in characters. */
  public static final int MAX_LENGTH = 1 << 20;

  private PemReader() {}

  /**
   * Reads a pair. The leaf is the certificate to which the key belongs; it and its issuers are put
   * in order, others follow as they stood.
   *
   * @param certificates one or more certificates; blank for none
   * @param key a key in PKCS#1, PKCS#8 or SEC 1 form, not encrypted; blank for none
   */
  public static PemResult<Certificate> certificate(String certificates, String key) {
    return certificates(Part.CERTIFICATE, certificates)
        .then(read -> PrivateKeys.read(key).then(pair -> certificate(read, pair)));
  }

  /** Reads the certificates against which a peer is to be verified. */
  public static PemResult<CaBundle> caBundle(String certificates) {
    return certificates(Part.CA, certificates).then(read -> new Ok<>(new CaBundle(read)));
  }

  private static PemResult<Certificate> certificate(List<X509Certificate> read, PrivateKeys pair) {
    return CertificateChain.ordered(read, pair.publicKey())
        .<PemResult<Certificate>>map(
            chain -> new Ok<>(new Certificate(chain, pair.privateKey(), pair.kind())))
        .orElseGet(() -> new Invalid<>(new KeyMismatch(subject(read.getFirst()))));
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static PemResult<List<X509Certificate>> certificates(Part part, String text) {
    return PemText.blocks(part, text).then(blocks -> parse(part, blocks));
  }

  private static PemResult<List<X509Certificate>> parse(Part part, List<PemObject> blocks) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (isCertificate(blocks.get(i))) {
        try {
          certificates.add(parse(blocks.get(i)));
        } catch (CertificateException | RuntimeException _) {
          return new Invalid<>(new Malformed(part, i + 1, "is not an X.509 certificate"));
        }
      }
    }
    return certificates.isEmpty() ? new Invalid<>(new NoPem(part)) : new Ok<>(certificates);
  }

  private static boolean isCertificate(PemObject block) {
    return block.getType().equals("CERTIFICATE") || block.getType().equals("X509 CERTIFICATE");
  }

  private static X509Certificate parse(PemObject block) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(block.getContent()));
  }
}
