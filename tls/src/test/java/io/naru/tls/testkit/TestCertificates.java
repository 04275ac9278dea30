package io.naru.tls.testkit;

import io.naru.tls.material.CaBundle;
import io.naru.tls.material.KeyKind;
import io.naru.tls.material.PemReader;
import io.naru.tls.material.PemResult;
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
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for tests: makes intermediates and leaves, as objects and as PEM text.
 */
public final class TestCertificates {
  private static final int SERIAL_BITS = 64;

  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private TestCertificates(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /** A new self-signed authority. */
  public static TestCertificates authority(String commonName) {
    return checked(() -> {
      KeyPair pair = keyPair(KeyKind.EC);
      Issue issue = authoritySpec(commonName, pair.getPublic());
      return new TestCertificates(
          pair.getPrivate(), List.of(sign(issue, issue.subject(), pair.getPrivate())));
    });
  }

  /** An authority that this one has signed; its leaves carry it in their chain. */
  public TestCertificates intermediate(String commonName) {
    return checked(() -> {
      KeyPair pair = keyPair(KeyKind.EC);
      X509Certificate certificate = sign(authoritySpec(commonName, pair.getPublic()), name(), key);
      return new TestCertificates(pair.getPrivate(), append(certificate, chain));
    });
  }

  public TestPair ec(String... names) {
    return leaf(LeafSpec.of(KeyKind.EC, names));
  }

  public TestPair rsa(String... names) {
    return leaf(LeafSpec.of(KeyKind.RSA, names));
  }

  public TestPair ed25519(String... names) {
    return leaf(LeafSpec.of(KeyKind.ED25519, names));
  }

  /** A leaf; its chain leaves out the root. */
  public TestPair leaf(LeafSpec spec) {
    return checked(() -> leaf(spec, keyPair(spec.kind())));
  }

  /** A leaf for keys of any kind, whatever that of the spec is. */
  public TestPair leaf(LeafSpec spec, KeyPair pair) {
    return checked(() -> {
      Issue issue =
          new Issue(
              subject(spec.commonName()),
              pair.getPublic(),
              spec.notBefore(),
              spec.notAfter(),
              false,
              alternatives(spec));
      X509Certificate leaf = sign(issue, name(), key);
      return new TestPair(append(leaf, chain.subList(0, chain.size() - 1)), pair.getPrivate());
    });
  }

  /** The root alone, as PEM. */
  public String caPem() {
    return TestPair.pem(List.of(chain.getLast()));
  }

  public CaBundle caBundle() {
    return switch (PemReader.caBundle(caPem())) {
      case PemResult.Ok<CaBundle>(CaBundle bundle) -> bundle;
      case PemResult.Invalid<CaBundle>(var problem) -> throw new AssertionError(problem.sentence());
    };
  }

  private record Issue(
      X500Name subject,
      PublicKey publicKey,
      Instant notBefore,
      Instant notAfter,
      boolean authority,
      List<GeneralName> alternatives) {}

  private static Issue authoritySpec(String commonName, PublicKey publicKey) {
    Instant now = Instant.now();
    Duration life = Duration.ofDays(3650);
    return new Issue(
        subject(commonName), publicKey, now.minus(life), now.plus(life), true, List.of());
  }

  private X500Name name() {
    return X500Name.getInstance(chain.getFirst().getSubjectX500Principal().getEncoded());
  }

  private static X500Name subject(String commonName) {
    return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
  }

  private static List<GeneralName> alternatives(LeafSpec spec) {
    return Stream.concat(
            spec.names().stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
            spec.addresses().stream().map(ip -> new GeneralName(GeneralName.iPAddress, ip)))
        .toList();
  }

  private static List<X509Certificate> append(X509Certificate first, List<X509Certificate> rest) {
    List<X509Certificate> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  private static KeyPair keyPair(KeyKind kind) throws GeneralSecurityException {
    return switch (kind) {
      case RSA -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        yield generator.generateKeyPair();
      }
      case EC -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        yield generator.generateKeyPair();
      }
      case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    };
  }

  private static X509Certificate sign(Issue issue, X500Name issuer, PrivateKey issuerKey)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
            Date.from(issue.notBefore()),
            Date.from(issue.notAfter()),
            issue.subject(),
            issue.publicKey());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issue.authority()));
    if (!issue.alternatives().isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(issue.alternatives().toArray(GeneralName[]::new)));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
  }

  private interface Step<T> {
    T run() throws GeneralSecurityException, IOException, OperatorCreationException;
  }

  private static <T> T checked(Step<T> step) {
    try {
      return step.run();
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }
}
