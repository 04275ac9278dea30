package io.naru.controller.watch.folder;

import io.naru.controller.problem.Problem;
import io.naru.controller.watch.manifest.Reading.Manifests;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A file as it counts.
///
/// @param settled whether an equal stamp proves that the content is still the same
/// @param digest of the content that was seen last, good or bad
/// @param manifests of the last good content
/// @param trouble why the content that was seen last does not count; goes on after the name
record KnownFile(
    FileStamp stamp,
    boolean settled,
    String digest,
    Manifests manifests,
    Optional<String> trouble) {

  /// The file that a look shows, after what was known of it.
  static Optional<KnownFile> after(Optional<KnownFile> known, Sight sight, Instant now) {
    return switch (sight) {
      case Sight.Gone() -> Optional.empty();
      case Sight.Same(FileStamp stamp, String digest) ->
          known.map(
              it -> new KnownFile(stamp, stamp.settledAt(now), digest, it.manifests, it.trouble));
      case Sight.Good(FileStamp stamp, String digest, Manifests manifests) ->
          Optional.of(
              new KnownFile(stamp, stamp.settledAt(now), digest, manifests, Optional.empty()));
      case Sight.Bad(FileStamp stamp, String digest, String reason) ->
          Optional.of(
              new KnownFile(
                  stamp,
                  stamp.settledAt(now),
                  digest,
                  known.map(KnownFile::manifests).orElseGet(Manifests::none),
                  Optional.of(reason)));
    };
  }

  boolean isStill(FileStamp other) {
    return settled && stamp.equals(other);
  }

  List<Problem> problems(String name) {
    String consequence =
        manifests.objects().isEmpty()
            ? "nothing of it is read"
            : "its last good content goes on to count";
    return Stream.concat(
            trouble.map(it -> Problem.ofFile(name, "", it, consequence)).stream(),
            manifests.problems().stream())
        .toList();
  }
}
