package io.naru.controller.watch.folder;

import static io.naru.controller.watch.folder.Folder.io;
import static io.naru.controller.watch.folder.Folder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.problem.Problem;
import io.naru.controller.watch.Change;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.manifest.ManifestReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReaderTest {
  private static final ManifestReader MANIFESTS = new ManifestReader();

  @TempDir Path temporary;

  private Folder folder = new Folder(Path.of("unset"));
  private Instant now = Instant.now().plusSeconds(60);
  private FolderReader reader = new FolderReader(Path.of("unset"), MANIFESTS, () -> now);

  @BeforeEach
  void openFolder() {
    folder = new Folder(temporary.resolve("manifests"));
    io(() -> Files.createDirectory(folder.path()));
    reader = new FolderReader(folder.path(), MANIFESTS, () -> now);
  }

  @Test
  void theFirstUpdateHasAllFilesOfAllSubfolders() {
    folder.write("a.yaml", service("a"));
    folder.write("b.yml", service("b"));
    folder.write("sub/c.json", service("c"));
    folder.write("d.txt", service("d"));
    folder.write(".e.yaml", service("e"));
    folder.write(".git/f.yaml", service("f"));

    ClusterUpdate first = scanned();

    assertThat(services(first.state())).containsExactly("a", "b", "c");
    assertThat(first.changes().changes()).extracting(Change::how).containsOnly(Change.How.ADDED);
    assertThat(first.problems()).isEmpty();
  }

  @Test
  void anEmptyFolderIsAFullList() {
    assertThat(scanned().state().count(Kind.SERVICE)).isZero();
    assertThat(reader.listed()).isTrue();
  }

  @Test
  void nothingNewIsNothingToTell() {
    folder.write("a.yaml", service("a"));
    scanned();

    scan();

    assertThat(reader.take()).isEmpty();
  }

  @Test
  void aNewObjectCountsAtTheFirstLook() {
    scanned();
    folder.write("a.yaml", service("a"));

    reader.look(Set.of("a.yaml"));

    assertThat(services(reader.take().orElseThrow().state())).containsExactly("a");
    assertThat(reader.doubted()).isEmpty();
  }

  @Test
  void aFileThatIsGoneCountsAsGoneAtTheSecondLook() {
    folder.write("a.yaml", service("a"));
    scanned();
    folder.delete("a.yaml");

    reader.look(Set.of("a.yaml"));
    assertThat(reader.take()).isEmpty();
    assertThat(reader.doubted()).containsExactly("a.yaml");

    reader.look(reader.doubted());
    assertThat(services(reader.take().orElseThrow().state())).isEmpty();
    assertThat(reader.doubted()).isEmpty();
  }

  @Test
  void aFileThatIsWrittenInPiecesLosesNothingInBetween() {
    folder.write("a.yaml", service("a") + "---\n" + service("b"));
    scanned();

    for (String piece : List.of("", "{apiVersion: v1, ki", service("a"))) {
      folder.write("a.yaml", piece);
      reader.look(Set.of("a.yaml"));
      assertThat(reader.take()).isEmpty();
    }
    folder.write("a.yaml", service("a") + "---\n" + service("b", "NodePort"));
    reader.look(Set.of("a.yaml"));

    assertThat(reader.doubted()).isEmpty();
    assertThat(reader.take().orElseThrow().changes().changes())
        .extracting(change -> change.key().name() + " " + change.how())
        .containsExactly("b UPDATED");
  }

  @Test
  void aFileThatNeverStopsChangingIsBelievedAfterTenLooks() {
    folder.write("a.yaml", service("a"));
    scanned();
    for (int look = 1; look < 10; look++) {
      folder.write("a.yaml", "# " + look);
      reader.look(Set.of("a.yaml"));
      assertThat(reader.take()).isEmpty();
    }
    folder.write("a.yaml", "# 10");
    reader.look(Set.of("a.yaml"));

    assertThat(services(reader.take().orElseThrow().state())).isEmpty();
  }

  @Test
  void aBrokenFileKeepsItsLastGoodContentAndIsAProblem() {
    folder.write("a.yaml", service("a"));
    folder.write("new.yaml", "a: b: c");
    scanned();
    folder.write("a.yaml", "a: b: c");

    ClusterUpdate update = scanned();

    assertThat(services(update.state())).containsExactly("a");
    assertThat(sentences(update))
        .containsExactly(
            "a.yaml: is not well-formed YAML: mapping values are not allowed here (line 1, column"
                + " 5); its last good content goes on to count",
            "new.yaml: is not well-formed YAML: mapping values are not allowed here (line 1, column"
                + " 5); nothing of it is read");
  }

  @Test
  void aMendedFileIsNoProblemAnyMore() {
    folder.write("a.yaml", "a: b: c");
    scanned();
    folder.write("a.yaml", service("a"));

    assertThat(scanned().problems()).isEmpty();
  }

  @Test
  void aBrokenFileThatIsDeletedTakesItsLastGoodContentAlong() {
    folder.write("a.yaml", service("a"));
    scanned();
    folder.write("a.yaml", "a: b: c");
    scanned();
    folder.delete("a.yaml");

    ClusterUpdate update = scanned();

    assertThat(services(update.state())).isEmpty();
    assertThat(update.problems()).isEmpty();
  }

  @Test
  void anObjectThatStandsTwiceCountsWhereTheFirstFileHasItAndIsAProblem() {
    folder.write("b.yaml", service("x", "NodePort"));
    folder.write("a.yaml", service("x", "ClusterIP") + "---\n" + service("x", "LoadBalancer"));

    ClusterUpdate update = scanned();

    assertThat(typeOfX(update)).contains("ClusterIP");
    assertThat(sentences(update))
        .containsExactly(
            "Service default/x: stands 3 times: in a.yaml, and again in a.yaml, b.yaml; the first"
                + " one in a.yaml counts");
  }

  @Test
  void theOtherOfTwoTakesOverWhenTheFirstGoes() {
    folder.write("a.yaml", service("x", "ClusterIP"));
    folder.write("b.yaml", service("x", "NodePort"));
    scanned();
    folder.delete("a.yaml");

    ClusterUpdate update = scanned();

    assertThat(typeOfX(update)).contains("NodePort");
    assertThat(update.problems()).isEmpty();
    assertThat(update.changes().changes())
        .extracting(Change::how)
        .containsExactly(Change.How.UPDATED);
  }

  @Test
  void anObjectThatMovesToAnotherFileIsNothingToTell() {
    folder.write("a.yaml", service("x"));
    scanned();
    folder.rename("a.yaml", "b.yaml");

    scan();
    assertThat(reader.take()).isEmpty();
    settle();
    assertThat(reader.take()).isEmpty();
  }

  @Test
  void deletingAllFilesEmptiesTheTable() {
    folder.write("a.yaml", service("a"));
    scanned();
    folder.delete("a.yaml");

    assertThat(services(scanned().state())).isEmpty();
  }

  @Test
  void aFolderThatGoesAwayKeepsEverythingAndIsAProblem() {
    folder.write("a.yaml", service("a"));
    scanned();
    io(() -> Files.move(folder.path(), temporary.resolve("elsewhere")));

    ClusterUpdate update = scanned();

    assertThat(services(update.state())).containsExactly("a");
    assertThat(sentences(update))
        .containsExactly(
            folder.path()
                + ": cannot be read: it is not there; what was read last goes on to count");
  }

  @Test
  void filesThatGoTogetherWithTheirFolderAreNoDeletions() {
    folder.write("a.yaml", service("a"));
    scanned();
    folder.delete("a.yaml");
    io(() -> Files.delete(folder.path()));

    reader.look(Set.of("a.yaml"));
    reader.look(Set.of("a.yaml"));

    assertThat(services(reader.take().orElseThrow().state())).containsExactly("a");
  }

  @Test
  void anEmptyFolderInPlaceOfTheOldOneKeepsEverythingUntilAFileComes() {
    folder.write("a.yaml", service("a"));
    scanned();
    io(() -> Files.move(folder.path(), temporary.resolve("elsewhere")));
    io(() -> Files.createDirectory(folder.path()));

    ClusterUpdate update = scanned();
    assertThat(services(update.state())).containsExactly("a");
    assertThat(sentences(update))
        .containsExactly(
            folder.path()
                + ": was replaced by an empty folder; what was read last goes on to count");

    folder.write("b.yaml", service("b"));
    assertThat(services(scanned().state())).containsExactly("b");
  }

  @Test
  void aSubfolderThatCannotBeReadIsOneProblemAndTheRestIsServed() {
    folder.write("a.yaml", service("a"));

    reader.scan(listingWithout("sub"), Set.of());

    ClusterUpdate update = reader.take().orElseThrow();
    assertThat(services(update.state())).containsExactly("a");
    assertThat(sentences(update))
        .containsExactly("sub: cannot be read: permission denied; nothing of it is read");
  }

  @Test
  void aSubfolderThatCannotBeReadAnyMoreKeepsItsFilesWhileOthersAreFollowed() {
    folder.write("a.yaml", service("a"));
    folder.write("sub/b.yaml", service("b"));
    folder.write("sub/deep/c.yaml", service("c"));
    folder.write("subway.yaml", service("d"));
    scanned();
    io(() -> Files.move(folder.file("sub"), temporary.resolve("elsewhere")));
    folder.delete("subway.yaml");
    folder.write("e.yaml", service("e"));

    reader.scan(listingWithout("sub"), Set.of());
    settle();

    ClusterUpdate update = reader.take().orElseThrow();
    assertThat(services(update.state())).containsExactly("a", "b", "c", "e");
    assertThat(sentences(update))
        .containsExactly(
            "sub: cannot be read: permission denied; what was read of it last goes on to count");

    io(() -> Files.move(temporary.resolve("elsewhere"), folder.file("sub")));
    folder.delete("sub/b.yaml");
    update = scanned();
    assertThat(services(update.state())).containsExactly("a", "c", "e");
    assertThat(update.problems()).isEmpty();
  }

  @Test
  void aSubfolderThatFailsWhileItIsListedLosesNoFileEither() {
    folder.write("sub/b.yaml", service("b"));
    scanned();
    folder.delete("sub/b.yaml");
    FolderListing.Walk walk = walked();
    walk.postVisitDirectory(folder.file("sub"), new IOException("Input/output error"));

    reader.scan(walk.listing(), Set.of());

    assertThat(reader.doubted()).isEmpty();
    assertThat(sentences(reader.take().orElseThrow()))
        .containsExactly(
            "sub: cannot be read: Input/output error; what was read of it last goes on to count");
  }

  @Test
  void aHiddenSubfolderNeedNotBeReadable() {
    FolderListing.Walk walk = walked();
    walk.visitFileFailed(folder.file(".git"), new AccessDeniedException(".git"));

    reader.scan(walk.listing(), Set.of());

    assertThat(reader.take().orElseThrow().problems()).isEmpty();
  }

  @Test
  void aFileInPlaceOfTheFolderCannotBeListed() {
    io(() -> Files.delete(folder.path()));
    io(() -> Files.writeString(folder.path(), service("a")));

    scan();

    assertThat(reader.listed()).isFalse();
    assertThat(reader.problems())
        .extracting(Problem::sentence)
        .containsExactly(folder.path() + ": is not a folder; there is nothing to serve yet");
  }

  @Test
  void aFileWrittenTwiceWithinOneTimeStampIsLookedAtAgain() {
    Instant stamp = Instant.parse("2026-01-01T00:00:00Z");
    folder.write("a.yaml", service("a", "ClusterIP"));
    folder.modifiedAt("a.yaml", stamp);
    now = stamp.plusMillis(1);
    scanned();
    folder.write("a.yaml", service("a", "ExternalX"));
    folder.modifiedAt("a.yaml", stamp);

    assertThat(scanned().changes().changes()).hasSize(1);
  }

  @Test
  void aSettledFileIsNotReadAgainWithoutAHint() {
    Instant stamp = Instant.parse("2026-01-01T00:00:00Z");
    folder.write("a.yaml", service("a", "ClusterIP"));
    folder.modifiedAt("a.yaml", stamp);
    scanned();
    folder.write("a.yaml", service("a", "ExternalX"));
    folder.modifiedAt("a.yaml", stamp);

    scan();
    assertThat(reader.take()).isEmpty();

    reader.look(Set.of("a.yaml"));
    assertThat(reader.take()).isPresent();
  }

  @Test
  void aFileBeyondTheLargestSizeIsAProblem() {
    folder.write("a.yaml", "# " + "x".repeat(10 << 20));

    assertThat(sentences(scanned()))
        .containsExactly("a.yaml: is larger than 10 MiB; nothing of it is read");
  }

  @Test
  void aMountedConfigMapReadsThroughItsLinksAndSwapsWhole() {
    folder.write("..1/a.yaml", service("a", "ClusterIP"));
    folder.write("..1/sub/b.yaml", service("b"));
    link("..data", "..1");
    link("a.yaml", "..data/a.yaml");
    link("sub", "..data/sub");
    assertThat(services(scanned().state())).containsExactly("a", "b");

    folder.write("..2/a.yaml", service("a", "NodePort"));
    folder.write("..2/sub/b.yaml", service("b"));
    link("..data_tmp", "..2");
    folder.rename("..data_tmp", "..data");

    assertThat(scanned().changes().changes())
        .extracting(change -> change.key().name() + " " + change.how())
        .containsExactly("a UPDATED");
  }

  @Test
  void linksThatLeadNowhereOrInACircleArePassedOver() {
    folder.write("a.yaml", service("a"));
    link("b.yaml", "nowhere.yaml");
    link("circle", ".");

    assertThat(services(scanned().state())).containsExactly("a");
  }

  private void link(String name, String target) {
    io(() -> Files.createSymbolicLink(folder.file(name), Path.of(target)));
  }

  private static Optional<String> typeOfX(ClusterUpdate update) {
    return update.state().service("default", "x").map(it -> it.getSpec().getType());
  }

  private ClusterUpdate scanned() {
    scan();
    settle();
    return reader.take().orElseThrow();
  }

  private void scan() {
    reader.scan(FolderListing.of(folder.path()), Set.of());
  }

  /// What a walk finds that is not let into one subfolder. Whoever runs the tests may read all.
  private FolderListing listingWithout(String subfolder) {
    Path closed = folder.file(subfolder);
    FolderListing.Walk walk = walked();
    walk.visitFileFailed(closed, new AccessDeniedException(closed.toString()));
    return walk.listing();
  }

  private FolderListing.Walk walked() {
    FolderListing.Walk walk = new FolderListing.Walk(folder.path());
    io(() -> Files.walkFileTree(folder.path(), walk));
    return walk;
  }

  private void settle() {
    while (!reader.doubted().isEmpty()) {
      reader.look(reader.doubted());
    }
  }

  private static List<String> services(ClusterState state) {
    return state.services().map(it -> it.getMetadata().getName()).sorted().toList();
  }

  private static List<String> sentences(ClusterUpdate update) {
    return update.problems().stream().map(Problem::sentence).toList();
  }
}
