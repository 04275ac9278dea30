package io.naru.controller.watch.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which manifest files a folder and its subfolders hold. Names that begin with a dot are passed
/// over, folders included; links are followed, so that a mounted ConfigMap, whose files are links
/// through `..data`, reads like any other folder.
sealed interface FolderListing {

  /// The folder could be listed.
  ///
  /// @param identity of the folder itself, where the file system has one
  /// @param files by their names relative to the folder, with `/` between the parts
  /// @param directories the folder and those below it
  /// @param gaps of which nothing, or not all, is known
  record Listed(
      Optional<Object> identity,
      SortedMap<String, FileStamp> files,
      List<Path> directories,
      List<Gap> gaps)
      implements FolderListing {}

  /// A folder below, or a file, that could not be looked at.
  ///
  /// @param place its name relative to the folder
  /// @param reason goes on after it
  record Gap(String place, String reason) {

    /// Whether a file, by its relative name, may be there all the same.
    boolean hides(String file) {
      return file.equals(place) || file.startsWith(place + "/");
    }
  }

  /// The folder itself could not be listed.
  ///
  /// @param place the name of the folder
  /// @param reason goes on after it
  record Unlistable(String place, String reason) implements FolderListing {}

  /// Bounds what a folder given by mistake (`/`) can cost.
  int MAX_ENTRIES = 200_000;

  int MAX_DEPTH = 16;

  static FolderListing of(Path folder) {
    Walk walk = new Walk(folder);
    try {
      Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, walk);
    } catch (IOException e) {
      return new Unlistable(folder.toString(), "cannot be read: " + reason(e));
    }
    return walk.listing();
  }

  /// Whether a file of this name, without its folder, is read.
  static boolean isManifest(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && (lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json"));
  }

  static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "it is not there";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  /// Thread rule: one walk.
  final class Walk extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final SortedMap<String, FileStamp> files = new TreeMap<>();
    private final List<Path> directories = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private Optional<Object> identity = Optional.empty();
    private Optional<Unlistable> failure = Optional.empty();
    private int entries;

    Walk(Path folder) {
      this.folder = folder;
    }

    FolderListing listing() {
      return failure
          .<FolderListing>map(it -> it)
          .orElse(new Listed(identity, files, directories, gaps));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      if (dir.equals(folder)) {
        identity = Optional.ofNullable(attributes.fileKey());
      } else if (name(dir).startsWith(".")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      directories.add(dir);
      return counted();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.equals(folder)) {
        return failed(file, "is not a folder");
      }
      if (attributes.isRegularFile() && isManifest(name(file))) {
        files.put(relative(folder, file), FileStamp.of(attributes));
      }
      return counted();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      boolean passedOver =
          e instanceof NoSuchFileException
              || e instanceof FileSystemLoopException
              || name(file).startsWith(".");
      return passedOver && !file.equals(folder) ? FileVisitResult.CONTINUE : unread(file, e);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
      return e == null ? FileVisitResult.CONTINUE : unread(dir, e);
    }

    private FileVisitResult unread(Path place, IOException e) {
      String reason = "cannot be read: " + reason(e);
      if (place.equals(folder)) {
        return failed(place, reason);
      }
      gaps.add(new Gap(relative(folder, place), reason));
      return counted();
    }

    private FileVisitResult counted() {
      return ++entries <= MAX_ENTRIES
          ? FileVisitResult.CONTINUE
          : failed(folder, "holds more than " + MAX_ENTRIES + " files and folders");
    }

    private FileVisitResult failed(Path place, String reason) {
      failure = Optional.of(new Unlistable(place.toString(), reason));
      return FileVisitResult.TERMINATE;
    }

    private static String name(Path path) {
      return String.valueOf(path.getFileName());
    }
  }
}
