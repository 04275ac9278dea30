package io.naru.tls.material;

import io.naru.tls.material.CertificateProblem.UnsupportedKey;
import io.naru.tls.material.PemResult.Invalid;
import io.naru.tls.material.PemResult.Ok;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Turns PKCS#8 into keys of the Java platform, and works out the public half. */
final class KeyDecoder {
  private static final int MIN_RSA_BITS = 1024;

  /** P-256, P-384, P-521. */
  private static final Set<ASN1ObjectIdentifier> CURVES =
      Set.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  /** What users may have made instead, by the names that they made it by. */
  private static final Map<ASN1ObjectIdentifier, String> OTHERS =
      Map.of(
          EdECObjectIdentifiers.id_Ed448, "Ed448",
          EdECObjectIdentifiers.id_X25519, "X25519",
          EdECObjectIdentifiers.id_X448, "X448",
          PKCSObjectIdentifiers.id_RSASSA_PSS, "RSASSA-PSS",
          X9ObjectIdentifiers.id_dsa, "DSA");

  private KeyDecoder() {}

  static PemResult<PrivateKeys> decode(PrivateKeyInfo info)
      throws IOException, GeneralSecurityException {
    ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return rsa(info);
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return ec(info);
    }
    return algorithm.equals(EdECObjectIdentifiers.id_Ed25519)
        ? ed25519(info)
        : new Invalid<>(
            new UnsupportedKey(
                "of the algorithm " + OTHERS.getOrDefault(algorithm, algorithm.getId())));
  }

  private static PemResult<PrivateKeys> rsa(PrivateKeyInfo info)
      throws IOException, GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey key =
        (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    int bits = key.getModulus().bitLength();
    if (bits < MIN_RSA_BITS) {
      return new Invalid<>(new UnsupportedKey("RSA of " + bits + " bits"));
    }
    PublicKey publicKey =
        keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    return new Ok<>(new PrivateKeys(publicKey, key, KeyKind.RSA));
  }

  private static PemResult<PrivateKeys> ec(PrivateKeyInfo info)
      throws IOException, GeneralSecurityException {
    ASN1Encodable parameters = info.getPrivateKeyAlgorithm().getParameters();
    if (!(parameters instanceof ASN1ObjectIdentifier curve) || !CURVES.contains(curve)) {
      return new Invalid<>(new UnsupportedKey("EC on another curve"));
    }
    KeyFactory keys = KeyFactory.getInstance("EC");
    ECPrivateKey key =
        (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    ECPoint point = publicPoint(CustomNamedCurves.getByOID(curve), key.getS());
    PublicKey publicKey = keys.generatePublic(new ECPublicKeySpec(point, key.getParams()));
    return new Ok<>(new PrivateKeys(publicKey, key, KeyKind.EC));
  }

  /**
   * Without the public half that newer files have beside it, which the platform does not expect.
   */
  private static PemResult<PrivateKeys> ed25519(PrivateKeyInfo info)
      throws IOException, GeneralSecurityException {
    AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
    ASN1OctetString secret = ASN1OctetString.getInstance(info.parsePrivateKey());
    byte[] open =
        new Ed25519PrivateKeyParameters(secret.getOctets()).generatePublicKey().getEncoded();
    KeyFactory keys = KeyFactory.getInstance("Ed25519");
    return new Ok<>(
        new PrivateKeys(
            keys.generatePublic(
                new X509EncodedKeySpec(new SubjectPublicKeyInfo(algorithm, open).getEncoded())),
            keys.generatePrivate(
                new PKCS8EncodedKeySpec(new PrivateKeyInfo(algorithm, secret).getEncoded())),
            KeyKind.ED25519));
  }

  private static ECPoint publicPoint(X9ECParameters curve, BigInteger secret) {
    var point = new FixedPointCombMultiplier().multiply(curve.getG(), secret).normalize();
    return new ECPoint(
        point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
  }
}
