package io.naru.controller.admission;

import io.naru.controller.admission.Found.Bad;
import io.naru.controller.admission.Found.Good;
import io.naru.tls.material.CaBundle;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.PemReader;
import io.naru.tls.material.PemResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// PEM files, each time as they are now: whoever keeps them (a kubelet, cert-manager) may replace
/// them at any time.
public final class PemFiles {
  private PemFiles() {}

  /// A chain and its key. While one file is new already and the other is not, they do not fit: a
  /// later look finds both new.
  public static Found<Certificate> certificate(Path certificate, Path key) {
    try {
      return found(
          certificate + " and " + key, PemReader.certificate(text(certificate), text(key)));
    } catch (IOException e) {
      return unreadable(certificate + " and " + key, e);
    }
  }

  /// The authorities of clients.
  public static Found<CaBundle> authorities(Path file) {
    try {
      return found(file.toString(), PemReader.caBundle(text(file)));
    } catch (IOException e) {
      return unreadable(file.toString(), e);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > PemReader.MAX_LENGTH) {
      throw new IOException(file + " is larger than 1 MiB");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static <T> Found<T> found(String what, PemResult<T> read) {
    return switch (read) {
      case PemResult.Ok<T>(T value) -> new Good<>(value);
      case PemResult.Invalid<T>(var problem) ->
          new Bad<>("Of %s %s.".formatted(what, problem.what()));
    };
  }

  private static <T> Found<T> unreadable(String what, IOException why) {
    return new Bad<>("%s cannot be read: %s.".formatted(what, why));
  }
}
