package io.naru.tls.material;

/**
 * Why a piece of PEM text cannot be used. The sentences hold no part of the text itself, which may
 * be a key.
 */
public sealed interface CertificateProblem {

  /** The piece of text that is at fault. */
  enum Part {
    CERTIFICATE("the certificate", "the default certificate is served in its place"),
    KEY("the private key", "the default certificate is served in its place"),
    CA("the CA bundle", "nobody can be verified against it");

    private final String name;
    private final String consequence;

    Part(String name, String consequence) {
      this.name = name;
      this.consequence = consequence;
    }
  }

  Part part();

  /** What is wrong, as half a sentence. */
  String what();

  /** What follows from it, as half a sentence. */
  default String consequence() {
    return part().consequence;
  }

  default String sentence() {
    return what() + "; " + consequence();
  }

  /** The text is absent or blank. */
  record Missing(Part part) implements CertificateProblem {
    @Override
    public String what() {
      return part.name + " is missing";
    }
  }

  /** The text is longer than {@link PemReader#MAX_LENGTH}. */
  record TooLarge(Part part, int length) implements CertificateProblem {
    @Override
    public String what() {
      return part.name + " has " + length + " characters, more than " + PemReader.MAX_LENGTH;
    }
  }

  /** No PEM block of the right type is in the text. */
  record NoPem(Part part) implements CertificateProblem {
    @Override
    public String what() {
      return part.name + " has no PEM block of its type";
    }
  }

  /**
   * A PEM block cannot be read.
   *
   * @param block counts the PEM blocks of the text from 1
   * @param reason ends the sentence "PEM block 1 of the certificate ..."
   */
  record Malformed(Part part, int block, String reason) implements CertificateProblem {
    @Override
    public String what() {
      return "PEM block " + block + " of " + part.name + " " + reason;
    }
  }

  /** The key is under a pass phrase, which nobody gives. */
  record EncryptedKey() implements CertificateProblem {
    @Override
    public Part part() {
      return Part.KEY;
    }

    @Override
    public String what() {
      return "the private key is encrypted";
    }
  }

  /** A key of a kind that is not served. */
  record UnsupportedKey(String kind) implements CertificateProblem {
    @Override
    public Part part() {
      return Part.KEY;
    }

    @Override
    public String what() {
      return "the private key is "
          + kind
          + ", which is not served (RSA from 1024 bits, EC P-256, P-384, P-521, Ed25519 are)";
    }
  }

  /** Key and certificate are both good, but do not belong to each other (catalogue F6). */
  record KeyMismatch(String subject) implements CertificateProblem {
    @Override
    public Part part() {
      return Part.KEY;
    }

    @Override
    public String what() {
      return "the private key does not belong to the certificate of " + subject;
    }
  }
}
