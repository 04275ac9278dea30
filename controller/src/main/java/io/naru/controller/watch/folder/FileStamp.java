package io.naru.controller.watch.folder;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What tells without reading whether a file is the one that was read before: time of modification,
/// size in bytes, and the file's identity (inode) where the file system has one.
record FileStamp(FileTime modified, long size, Optional<Object> inode) {
  /// Coarsest time stamps of common file systems (FAT has 2 s).
  private static final Duration RACY = Duration.ofSeconds(2);

  /// The stamp of what could not be asked for one; no file has it.
  static FileStamp none() {
    return new FileStamp(FileTime.fromMillis(0), -1, Optional.empty());
  }

  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.lastModifiedTime(),
        attributes.size(),
        Optional.ofNullable(attributes.fileKey()));
  }

  /// Whether a file that bore this stamp at that moment must bear another once it is written again.
  /// A file modified just before it was read could be written once more within the same time stamp.
  boolean settledAt(Instant moment) {
    return modified.toInstant().plus(RACY).isBefore(moment);
  }
}
