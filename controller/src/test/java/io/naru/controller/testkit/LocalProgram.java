package io.naru.controller.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The API server that `make testcluster` builds, where it was built.
final class LocalProgram {
  private static final Path SOURCES = Path.of("build", "testcluster");
  private static final int KEY_DIGITS = 16;

  private LocalProgram() {}

  static Optional<Path> find() {
    return sources()
        .map(it ->
            Path.of(
                System.getProperty("user.home"),
                ".cache",
                "naru-tools",
                "testcluster",
                key(it),
                "testcluster"))
        .filter(Files::isExecutable);
  }

  /// In this directory or one above: a module's tests run in the module.
  private static Optional<Path> sources() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .takeWhile(it -> it.getNameCount() > 0)
        .map(it -> it.resolve(SOURCES))
        .filter(it -> Files.isRegularFile(it.resolve("main.go")))
        .findFirst();
  }

  private static String key(Path sources) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : List.of("main.go", "go.mod", "go.sum")) {
        digest.update(Files.readAllBytes(sources.resolve(file)));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_DIGITS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
