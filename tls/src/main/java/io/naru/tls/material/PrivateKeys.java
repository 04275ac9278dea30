package io.naru.tls.material;

import io.naru.tls.material.CertificateProblem.EncryptedKey;
import io.naru.tls.material.CertificateProblem.Malformed;
import io.naru.tls.material.CertificateProblem.NoPem;
import io.naru.tls.material.CertificateProblem.Part;
import io.naru.tls.material.CertificateProblem.UnsupportedKey;
import io.naru.tls.material.PemResult.Invalid;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;

/** A private key with the public key that follows from it. */
record PrivateKeys(PublicKey publicKey, PrivateKey privateKey, KeyKind kind) {

  /** Reads the first private key of the text; whatever else is there is passed over. */
  static PemResult<PrivateKeys> read(String text) {
    return PemText.blocks(Part.KEY, text).then(PrivateKeys::firstKey);
  }

  private static PemResult<PrivateKeys> firstKey(List<PemObject> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).getType().endsWith("PRIVATE KEY")) {
        return encrypted(blocks.get(i)) ? new Invalid<>(new EncryptedKey()) : key(blocks, i);
      }
    }
    return new Invalid<>(new NoPem(Part.KEY));
  }

  private static boolean encrypted(PemObject block) {
    List<?> headers = block.getHeaders();
    return block.getType().startsWith("ENCRYPTED")
        || headers.stream()
            .map(PemHeader.class::cast)
            .anyMatch(header -> header.getValue().endsWith("ENCRYPTED"));
  }

  // BouncyCastle answers bad ASN.1 with all kinds of unchecked exceptions: this is their boundary
  private static PemResult<PrivateKeys> key(List<PemObject> blocks, int index) {
    PemObject block = blocks.get(index);
    try {
      return switch (block.getType()) {
        case "PRIVATE KEY" -> KeyDecoder.decode(PrivateKeyInfo.getInstance(block.getContent()));
        case "RSA PRIVATE KEY" -> KeyDecoder.decode(pkcs1(block));
        case "EC PRIVATE KEY" -> KeyDecoder.decode(sec1(block, parameters(blocks)));
        default -> new Invalid<>(new UnsupportedKey("of the type " + firstWord(block)));
      };
    } catch (IOException | GeneralSecurityException | RuntimeException _) {
      return new Invalid<>(new Malformed(Part.KEY, index + 1, "is not a private key"));
    }
  }

  private static String firstWord(PemObject block) {
    return block.getType().split(" ", 2)[0];
  }

  private static PrivateKeyInfo pkcs1(PemObject block) throws IOException {
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        RSAPrivateKey.getInstance(block.getContent()));
  }

  // the curve stands in the key, or, as OpenSSL writes it too, in a block of its own before it
  private static PrivateKeyInfo sec1(PemObject block, Optional<PemObject> before)
      throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(block.getContent());
    ASN1Encodable curve = key.getParametersObject();
    if (curve == null) {
      curve = ASN1Primitive.fromByteArray(before.orElseThrow().getContent());
    }
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
  }

  private static Optional<PemObject> parameters(List<PemObject> blocks) {
    return blocks.stream().filter(block -> block.getType().equals("EC PARAMETERS")).findFirst();
  }
}
