package io.naru.tls.material;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority that signs one server certificate and forgets its key: who believes it believes that
 * certificate and nothing else, and there is no key of an authority to steal. Takes some
 * milliseconds: never on an event loop.
 */
public final class OneTimeAuthority {
  private static final X500Name SERVER = new X500Name("O=Naru,CN=server");
  private static final String AUTHORITY = "O=Naru,CN=one-time authority ";
  private static final String CURVE = "secp256r1";
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 127;

  /** Clocks of others may be late by so much. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private OneTimeAuthority() {}

  /**
   * What an authority leaves behind, in PEM.
   *
   * @param certificate the server's
   * @param key the server's, PKCS#8
   * @param authority the certificate that a client believes
   */
  public record Issued(String certificate, String key, String authority) {

    @Override
    public String toString() {
      return "Issued[redacted]";
    }
  }

  private record Issue(X500Name subject, PublicKey key, BigInteger serial) {}

  private record Issuer(X500Name name, PublicKey publicKey, PrivateKey key) {}

  /**
   * A new authority and the one certificate that it signs; both end at the same time.
   *
   * @param names DNS names of the server, at least one
   * @param life how long from now, at least a second
   */
  public static Issued issue(List<String> names, Duration life, Instant now) {
    if (names.isEmpty() || life.toSeconds() < 1) {
      throw new IllegalArgumentException("a certificate for " + names + " and " + life);
    }
    try {
      Date from = Date.from(now.minus(SKEW));
      Date to = Date.from(now.plus(life));
      KeyPair root = keyPair();
      BigInteger serial = serial();
      X500Name rootName = new X500Name(AUTHORITY + serial.toString(Character.MAX_RADIX));
      Issuer issuer = new Issuer(rootName, root.getPublic(), root.getPrivate());
      KeyPair pair = keyPair();
      X509v3CertificateBuilder authority =
          builder(new Issue(rootName, root.getPublic(), serial), issuer, from, to)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      X509v3CertificateBuilder server =
          builder(new Issue(SERVER, pair.getPublic(), serial()), issuer, from, to)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
              .addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      return new Issued(
          PemWriter.certificates(List.of(signed(server, issuer))),
          PemWriter.key(pair.getPrivate()),
          PemWriter.certificates(List.of(signed(authority, issuer))));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("every Java platform can make an EC certificate", e);
    }
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(new ECGenParameterSpec(CURVE));
    return keys.generateKeyPair();
  }

  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE);
  }

  private static X509v3CertificateBuilder builder(Issue issue, Issuer issuer, Date from, Date to)
      throws GeneralSecurityException, IOException {
    JcaX509ExtensionUtils keys = new JcaX509ExtensionUtils();
    return new JcaX509v3CertificateBuilder(
            issuer.name(), issue.serial(), from, to, issue.subject(), issue.key())
        .addExtension(
            Extension.subjectKeyIdentifier, false, keys.createSubjectKeyIdentifier(issue.key()))
        .addExtension(
            Extension.authorityKeyIdentifier,
            false,
            keys.createAuthorityKeyIdentifier(issuer.publicKey()));
  }

  private static GeneralNames alternatives(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(it -> new GeneralName(GeneralName.dNSName, it))
            .toArray(GeneralName[]::new));
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, Issuer issuer)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(issuer.key())));
  }
}
