package io.naru.tls.material;

import io.naru.tls.material.CertificateProblem.Malformed;
import io.naru.tls.material.CertificateProblem.Missing;
import io.naru.tls.material.CertificateProblem.Part;
import io.naru.tls.material.CertificateProblem.TooLarge;
import io.naru.tls.material.PemResult.Invalid;
import io.naru.tls.material.PemResult.Ok;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * Splits text into PEM blocks. What stands between blocks is comment; indentation, CRLF and a byte
 * order mark too.
 */
final class PemText {
  private PemText() {}

  static PemResult<List<PemObject>> blocks(Part part, String text) {
    if (text.isBlank()) {
      return new Invalid<>(new Missing(part));
    }
    if (text.length() > io.naru.tls.material.PemReader.MAX_LENGTH) {
      return new Invalid<>(new TooLarge(part, text.length()));
    }
    return read(part, text.lines().map(PemText::tidy).collect(Collectors.joining("\n")));
  }

  private static String tidy(String line) {
    return (line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
  }

  private static PemResult<List<PemObject>> read(Part part, String text) {
    List<PemObject> blocks = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(text))) {
      for (PemObject block = reader.readPemObject();
          block != null;
          block = reader.readPemObject()) {
        blocks.add(block);
      }
      return new Ok<>(blocks);
    } catch (IOException | DecoderException _) {
      return new Invalid<>(new Malformed(part, blocks.size() + 1, "is cut off or is not base64"));
    }
  }
}
