package io.naru.controller.watch.folder;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// A real folder of manifests under a test's hand.
record Folder(Path path) {

  static String service(String name) {
    return "{apiVersion: v1, kind: Service, metadata: {name: " + name + "}}\n";
  }

  static String service(String name, String type) {
    return "{apiVersion: v1, kind: Service, metadata: {name: "
        + name
        + "}, spec: {type: "
        + type
        + "}}\n";
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /// Writes in place.
  void write(String name, String content) {
    io(() -> {
      Files.createDirectories(file(name).getParent());
      Files.writeString(file(name), content);
    });
  }

  /// Writes beside it, under a name with a dot, and renames over.
  void replace(String name, String content) {
    Path target = file(name);
    Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    io(() -> {
      Files.createDirectories(target.getParent());
      Files.writeString(temporary, content);
      Files.move(temporary, target, ATOMIC_MOVE);
    });
  }

  void rename(String from, String to) {
    io(() -> Files.move(file(from), file(to), ATOMIC_MOVE));
  }

  void delete(String name) {
    io(() -> Files.deleteIfExists(file(name)));
  }

  void modifiedAt(String name, Instant time) {
    io(() -> Files.setLastModifiedTime(file(name), FileTime.from(time)));
  }

  static void io(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  interface Action {
    void run() throws IOException;
  }
}
