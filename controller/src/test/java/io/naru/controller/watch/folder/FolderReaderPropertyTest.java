package io.naru.controller.watch.folder;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.manifest.ManifestReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/// Whatever happens to the files, and whether it is found by hints or by scans, the end is what the
/// files say then: the last good content of each, the first of two objects with one key.
class FolderReaderPropertyTest {
  private static final List<String> NAMES = List.of("a.yaml", "b.yaml", "sub/c.yaml");
  private static final ManifestReader MANIFESTS = new ManifestReader();
  private static final String BROKEN = "a: b: c";

  private final Folder folder = new Folder(temporaryFolder());

  @Property(tries = 150)
  void anySequenceOfFileOperationsEndsInWhatTheFilesSay(@ForAll("rounds") List<Round> rounds) {
    FolderReader reader = new FolderReader(folder.path(), MANIFESTS, InstantSource.system());
    SortedMap<String, String> lastGood = new TreeMap<>();
    Map<String, String> present = new TreeMap<>();
    ClusterState state = ClusterState.empty();
    reader.scan(FolderListing.of(folder.path()), Set.of());
    for (Round round : rounds) {
      round.steps.forEach(step -> step.apply(folder, present));
      if (round.byHints) {
        reader.look(Set.copyOf(NAMES));
      } else {
        reader.scan(FolderListing.of(folder.path()), Set.of());
      }
      while (!reader.doubted().isEmpty()) {
        reader.look(reader.doubted());
      }
      remember(present, lastGood);
      state = reader.take().map(ClusterUpdate::state).orElse(state);

      assertThat(types(state)).isEqualTo(expected(lastGood));
      assertThat(reader.problems().isEmpty())
          .isEqualTo(!present.containsValue(BROKEN) && noneTwice(lastGood));
    }
    if (!present.containsValue(BROKEN)) {
      assertThat(types(state)).isEqualTo(types(fromScratch()));
    }
  }

  private ClusterState fromScratch() {
    FolderReader reader = new FolderReader(folder.path(), MANIFESTS, InstantSource.system());
    reader.scan(FolderListing.of(folder.path()), Set.of());
    return reader.take().map(ClusterUpdate::state).orElseThrow();
  }

  private static void remember(Map<String, String> present, Map<String, String> lastGood) {
    lastGood.keySet().retainAll(present.keySet());
    present.forEach((name, content) -> {
      if (!content.equals(BROKEN)) {
        lastGood.put(name, content);
      }
    });
  }

  /// The naive reading: line by line, `name type`, the first of a name wins.
  private static Map<String, String> expected(SortedMap<String, String> contents) {
    return contents.values().stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("{"))
        .collect(toMap(line -> after(line, "name: "), line -> after(line, "type: "), (a, _) -> a));
  }

  private static boolean noneTwice(SortedMap<String, String> contents) {
    long all =
        contents.values().stream().flatMap(String::lines).filter(it -> it.startsWith("{")).count();
    return all == expected(contents).size();
  }

  private static String after(String line, String label) {
    int begin = line.indexOf(label) + label.length();
    return line.substring(begin, line.indexOf('}', begin));
  }

  private static Map<String, String> types(ClusterState state) {
    return state
        .services()
        .collect(toMap(it -> it.getMetadata().getName(), FolderReaderPropertyTest::type));
  }

  private static String type(Service service) {
    return service.getSpec().getType();
  }

  @Provide
  Arbitrary<List<Round>> rounds() {
    Arbitrary<String> names = Arbitraries.of(NAMES);
    Arbitrary<String> object =
        Combinators.combine(Arbitraries.of("x", "y", "z"), Arbitraries.of("A", "B"))
            .as(Folder::service);
    Arbitrary<String> content =
        Arbitraries.frequencyOf(
            Tuple.of(5, object.list().ofMaxSize(3).map(all -> String.join("---\n", all))),
            Tuple.of(1, Arbitraries.just(BROKEN)));
    Arbitrary<Step> write = Combinators.combine(names, content).as(Step.Write::new);
    Arbitrary<Step> replace = Combinators.combine(names, content).as(Step.Replace::new);
    Arbitrary<Step> rename = Combinators.combine(names, names).as(Step.Rename::new);
    Arbitrary<Step> delete = names.map(Step.Delete::new);
    return Combinators.combine(
            Arbitraries.oneOf(write, replace, rename, delete).list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.of(true, false))
        .as(Round::new)
        .list()
        .ofMaxSize(8);
  }

  record Round(List<Step> steps, boolean byHints) {}

  /// One operation on the folder, and on a map that mirrors it.
  sealed interface Step {
    void apply(Folder folder, Map<String, String> present);

    record Write(String name, String content) implements Step {
      @Override
      public void apply(Folder folder, Map<String, String> present) {
        folder.write(name, content);
        present.put(name, content);
      }
    }

    record Replace(String name, String content) implements Step {
      @Override
      public void apply(Folder folder, Map<String, String> present) {
        folder.replace(name, content);
        present.put(name, content);
      }
    }

    record Rename(String from, String to) implements Step {
      @Override
      public void apply(Folder folder, Map<String, String> present) {
        Optional.ofNullable(present.remove(from))
            .ifPresent(content -> {
              Folder.io(() -> Files.createDirectories(folder.file(to).getParent()));
              folder.rename(from, to);
              present.put(to, content);
            });
      }
    }

    record Delete(String name) implements Step {
      @Override
      public void apply(Folder folder, Map<String, String> present) {
        folder.delete(name);
        present.remove(name);
      }
    }
  }

  @BeforeTry
  void createFolder() {
    Folder.io(() -> Files.createDirectories(folder.path()));
  }

  @AfterTry
  void deleteFolder() {
    for (String name : NAMES) {
      folder.delete(name);
    }
    folder.delete("sub");
    Folder.io(() -> Files.deleteIfExists(folder.path()));
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("manifests");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
