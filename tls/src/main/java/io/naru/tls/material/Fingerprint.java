package io.naru.tls.material;

import java.nio.ByteBuffer;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/** Content hashes by which material is compared and cached. */
final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String of(List<X509Certificate> chain, Key key) {
    Fingerprint fingerprint = new Fingerprint();
    chain.forEach(fingerprint::add);
    fingerprint.add(key.getEncoded());
    return fingerprint.hex();
  }

  static String of(List<X509Certificate> certificates) {
    Fingerprint fingerprint = new Fingerprint();
    certificates.forEach(fingerprint::add);
    return fingerprint.hex();
  }

  private void add(X509Certificate certificate) {
    try {
      add(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate read from its encoding has one", e);
    }
  }

  // each part carries its length, so that no two lists of parts hash alike
  private void add(byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    digest.update(part);
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
