package io.naru.controller.watch.folder;

import io.naru.controller.watch.manifest.ManifestReader;
import io.naru.controller.watch.manifest.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at single files of a folder.
final class FileEye {
  private static final Logger LOG = LoggerFactory.getLogger(FileEye.class);

  private final Path folder;
  private final ManifestReader reader;

  FileEye(Path folder, ManifestReader reader) {
    this.folder = folder;
    this.reader = reader;
  }

  /// Looks at a file; its content is parsed only if it is another than the known one.
  ///
  /// @param name relative to the folder
  /// @param known the digest of the known content
  Sight look(String name, String known) {
    try {
      Path file = folder.resolve(name);
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      // The stamp is taken before the content: what is written in between shows at the next scan.
      return attributes.isRegularFile()
          ? content(name, file, FileStamp.of(attributes), known)
          : new Sight.Gone();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new Sight.Gone();
    } catch (IOException e) {
      String reason = "cannot be read: " + FolderListing.reason(e);
      return reason.equals(known)
          ? new Sight.Same(FileStamp.none(), known)
          : new Sight.Bad(FileStamp.none(), reason, reason);
    }
  }

  private Sight content(String name, Path file, FileStamp stamp, String known) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(reader.maxBytes() + 1);
    }
    String digest = digest(content);
    if (digest.equals(known)) {
      return new Sight.Same(stamp, digest);
    }
    return switch (read(name, content)) {
      case Reading.Manifests manifests -> new Sight.Good(stamp, digest, manifests);
      case Reading.Unreadable(String reason) -> new Sight.Bad(stamp, digest, reason);
    };
  }

  /// A text that breaks the reader is a defect of ours, and costs its own file only.
  private Reading read(String name, byte[] content) {
    try {
      return reader.read(name, content);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("a defect: reading {} failed", name, e);
      return new Reading.Unreadable("breaks the reader of manifests, which is a defect of Naru");
    }
  }

  private static String digest(byte[] content) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
