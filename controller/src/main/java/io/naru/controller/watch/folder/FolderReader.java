package io.naru.controller.watch.folder;

import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.StateEdit;
import io.naru.controller.watch.manifest.ManifestReader;
import io.naru.controller.watch.manifest.Reading.Manifests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a folder of manifests says, looked at as a whole or file by file.
///
/// - A file that cannot be read keeps its last good content, a folder that cannot be read keeps its
///   last files, be it the whole or one below it; both are problems.
/// - A loss (a file that is gone, broken, or has fewer objects) is believed at the second look, as
///   the file may be about to be written; what is new counts at the first.
///
/// Thread rule: one thread.
final class FolderReader {
  private final Path folder;
  private final InstantSource clock;
  private final FileEye eye;
  private final SortedMap<String, KnownFile> files = new TreeMap<>();
  private final Doubts doubts = new Doubts();
  private final Claims claims = new Claims();
  private final Set<ObjectKey> touched = new HashSet<>();
  private final SortedMap<String, List<Problem>> problems = new TreeMap<>();
  private List<Problem> folderProblems = List.of();
  private Optional<Object> identity = Optional.empty();
  private boolean listed;
  private Optional<ClusterUpdate> told = Optional.empty();

  FolderReader(Path folder, ManifestReader manifests, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
    this.eye = new FileEye(folder, manifests);
  }

  /// Whether the folder could be listed at least once.
  boolean listed() {
    return listed;
  }

  /// Files to look at again after a while, as their last look showed a loss.
  Set<String> doubted() {
    return doubts.files();
  }

  /// Brings what is known in line with a listing: looks at each file that may be another than
  /// before.
  ///
  /// @param hints files to look at whatever the listing says of them
  void scan(FolderListing listing, Set<String> hints) {
    switch (listing) {
      case FolderListing.Unlistable(String place, String reason) -> keepAll(place, reason);
      case FolderListing.Listed it when wasReplacedByAnEmptyOne(it) ->
          keepAll(folder.toString(), "was replaced by an empty folder");
      case FolderListing.Listed it -> {
        listed = true;
        identity = it.identity();
        folderProblems = it.gaps().stream().map(this::problem).toList();
        Set<String> suspects = suspects(it);
        suspects.addAll(hints);
        suspects.forEach(this::look);
      }
    }
  }

  /// Looks at single files, named relative to the folder.
  void look(Set<String> names) {
    names.forEach(this::look);
  }

  /// What there is to tell since the last time; empty if nothing. The first update is never empty.
  Optional<ClusterUpdate> take() {
    StateEdit edit = told.map(ClusterUpdate::state).orElseGet(ClusterState::empty).edit();
    for (ObjectKey key : touched) {
      Optional<HasMetadata> winner = claims.winner(key);
      winner.ifPresentOrElse(edit::put, () -> edit.remove(key));
    }
    touched.clear();
    StateEdit.Derived derived = edit.apply();
    ClusterUpdate update = new ClusterUpdate(derived.state(), derived.changes(), problems());
    boolean news =
        !update.changes().isEmpty()
            || !told.map(ClusterUpdate::problems).equals(Optional.of(update.problems()));
    told = Optional.of(update);
    return news ? told : Optional.empty();
  }

  /// All problems of the folder and its files as they stand now.
  List<Problem> problems() {
    Stream<Problem> ofFiles = problems.values().stream().flatMap(List::stream);
    return Stream.of(folderProblems.stream(), ofFiles, claims.conflicts(doubted()))
        .flatMap(it -> it)
        .toList();
  }

  /// How many files there are, and how many objects of other kinds they hold.
  String summary() {
    int ignored = files.values().stream().mapToInt(file -> file.manifests().ignored()).sum();
    return files.size() + " files, " + ignored + " objects of other kinds ignored";
  }

  private void keepAll(String place, String reason) {
    folderProblems =
        List.of(
            Problem.ofFile(
                place,
                "",
                reason,
                listed ? "what was read last goes on to count" : "there is nothing to serve yet"));
  }

  /// An empty folder in place of a full one is a mount that went away rather than files that
  /// somebody deleted.
  private boolean wasReplacedByAnEmptyOne(FolderListing.Listed listing) {
    return listing.files().isEmpty() && !files.isEmpty() && !listing.identity().equals(identity);
  }

  private Problem problem(FolderListing.Gap gap) {
    return Problem.ofFile(
        gap.place(),
        "",
        gap.reason(),
        files.keySet().stream().anyMatch(gap::hides)
            ? "what was read of it last goes on to count"
            : "nothing of it is read");
  }

  private Set<String> suspects(FolderListing.Listed listing) {
    Map<String, FileStamp> present = listing.files();
    Set<String> suspects = new TreeSet<>(doubts.files());
    present.forEach((name, stamp) -> {
      if (!Optional.ofNullable(files.get(name)).map(it -> it.isStill(stamp)).orElse(false)) {
        suspects.add(name);
      }
    });
    files.keySet().stream()
        .filter(name -> !present.containsKey(name))
        .filter(name -> listing.gaps().stream().noneMatch(gap -> gap.hides(name)))
        .forEach(suspects::add);
    return suspects;
  }

  private void look(String name) {
    Instant now = clock.instant();
    Optional<KnownFile> known = Optional.ofNullable(files.get(name));
    Sight sight = eye.look(name, known.map(KnownFile::digest).orElse(""));
    if (sight instanceof Sight.Gone && !Files.isDirectory(folder)) {
      keepAll(folder.toString(), "cannot be read: it is not there");
    } else if (!loses(known, sight)) {
      doubts.dispel(name);
      accept(name, known, KnownFile.after(known, sight, now));
    } else if (doubts.believes(name, sight)) {
      accept(name, known, KnownFile.after(known, sight, now));
    }
  }

  private static boolean loses(Optional<KnownFile> known, Sight sight) {
    return switch (sight) {
      case Sight.Same _ -> false;
      case Sight.Bad _ -> true;
      case Sight.Gone() -> !objects(known).isEmpty();
      case Sight.Good(FileStamp _, String _, Manifests manifests) ->
          !keys(manifests.objects()).containsAll(keys(objects(known)));
    };
  }

  private void accept(String name, Optional<KnownFile> before, Optional<KnownFile> after) {
    after.ifPresentOrElse(it -> files.put(name, it), () -> files.remove(name));
    List<Problem> now = after.map(it -> it.problems(name)).orElse(List.of());
    if (now.isEmpty()) {
      problems.remove(name);
    } else {
      problems.put(name, now);
    }
    List<HasMetadata> had = objects(before);
    List<HasMetadata> has = objects(after);
    if (!had.equals(has)) {
      touched.addAll(claims.replace(name, had, has));
    }
  }

  private static List<HasMetadata> objects(Optional<KnownFile> file) {
    return file.map(it -> it.manifests().objects()).orElse(List.of());
  }

  private static Set<ObjectKey> keys(List<HasMetadata> objects) {
    return objects.stream().map(ClusterState::keyOf).collect(toSet());
  }
}
