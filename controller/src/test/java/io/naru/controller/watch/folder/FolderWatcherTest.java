package io.naru.controller.watch.folder;

import static io.naru.controller.watch.folder.Folder.io;
import static io.naru.controller.watch.folder.Folder.service;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.naru.controller.object.Kind;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterUpdate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FolderWatcherTest {
  /// No scan comes in time to help: what is seen was seen by events.
  private static final Timing BY_EVENTS =
      new Timing(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofHours(1));

  private static final Timing BY_SCANS =
      new Timing(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofMillis(20));

  @TempDir Path temporary;

  private final BlockingQueue<ClusterUpdate> updates = new LinkedBlockingQueue<>();
  private Folder folder = new Folder(Path.of("unset"));
  private FolderWatcher watcher = new FolderWatcher(Path.of("unset"), BY_EVENTS);

  @BeforeEach
  void openFolder() {
    watcher.close();
    folder = new Folder(temporary.resolve("manifests"));
    io(() -> Files.createDirectory(folder.path()));
  }

  @AfterEach
  void close() {
    watcher.close();
  }

  @Test
  void theFirstUpdateIsTheWholeFolder() throws Exception {
    folder.write("a.yaml", service("a"));
    folder.write("b.yaml", service("b"));
    folder.write("c.yaml", "a: b: c");
    start(BY_EVENTS);

    ClusterUpdate first = next();

    assertThat(services(first)).containsExactly("a", "b");
    assertThat(first.problems()).hasSize(1);
  }

  @Test
  void filesThatComeChangeAndGoAreFollowed() throws Exception {
    start(BY_EVENTS);
    next();

    folder.replace("a.yaml", service("a", "ClusterIP"));
    await(update -> services(update).equals(List.of("a")));
    folder.replace("a.yaml", service("a", "NodePort"));
    await(update ->
        update
            .state()
            .service("default", "a")
            .orElseThrow()
            .getSpec()
            .getType()
            .equals("NodePort"));
    folder.write("a.yaml", service("a", "LoadBalancer"));
    await(update ->
        update
            .state()
            .service("default", "a")
            .orElseThrow()
            .getSpec()
            .getType()
            .equals("LoadBalancer"));
    folder.delete("a.yaml");
    await(update -> services(update).isEmpty());
  }

  @Test
  void subfoldersThatComeAndGoAreFollowed() throws Exception {
    start(BY_EVENTS);
    next();

    folder.write("sub/deep/a.yaml", service("a"));
    await(update -> services(update).equals(List.of("a")));
    folder.write("sub/deep/b.yaml", service("b"));
    await(update -> services(update).equals(List.of("a", "b")));
    io(() -> Files.move(folder.file("sub"), temporary.resolve("elsewhere")));
    await(update -> services(update).isEmpty());
  }

  @Test
  void aMountedConfigMapThatIsSwappedIsFollowed() throws Exception {
    folder.write("..1/a.yaml", service("a"));
    folder.write("..2/a.yaml", service("b"));
    link("..data", "..1");
    link("a.yaml", "..data/a.yaml");
    start(BY_EVENTS);
    assertThat(services(next())).containsExactly("a");

    link("..data_tmp", "..2");
    folder.rename("..data_tmp", "..data");

    await(update -> services(update).equals(List.of("b")));
  }

  @Test
  void manyChangesEndInWhatTheFolderSays() throws Exception {
    start(BY_EVENTS);
    next();
    for (int i = 0; i < 500; i++) {
      folder.replace(i + ".yaml", service("s" + i));
    }
    for (int i = 0; i < 250; i++) {
      folder.delete(i + ".yaml");
    }
    folder.replace("end.yaml", service("end"));

    await(update -> update.state().count(Kind.SERVICE) == 251 && services(update).contains("end"));
  }

  @Test
  void whatEventsMissAScanFinds() throws Exception {
    Folder target = new Folder(temporary.resolve("target"));
    target.write("a.yaml", service("a"));
    link("a.yaml", "../target/a.yaml");
    start(BY_SCANS);
    assertThat(services(next())).containsExactly("a");

    target.write("a.yaml", service("b"));

    await(update -> services(update).equals(List.of("b")));
  }

  @Test
  void aFolderThatIsNotThereIsSaidAndWaitedFor() throws Exception {
    io(() -> Files.delete(folder.path()));
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Logger logger = (Logger) LoggerFactory.getLogger(FolderLoop.class);
    Appender<ILoggingEvent> appender = new LineAppender(lines);
    appender.start();
    logger.addAppender(appender);
    try {
      start(BY_SCANS);
      assertThat(lines.poll(60, TimeUnit.SECONDS))
          .isEqualTo(
              folder.path() + ": cannot be read: it is not there; there is nothing to serve yet");
    } finally {
      logger.detachAppender(appender);
    }

    new Folder(temporary.resolve("prepared")).write("a.yaml", service("a"));
    io(() -> Files.move(temporary.resolve("prepared"), folder.path()));

    assertThat(services(next())).containsExactly("a");
  }

  @Test
  void aFolderThatGoesAwayKeepsServingAndComesBack() throws Exception {
    folder.write("a.yaml", service("a"));
    start(BY_SCANS);
    next();

    io(() -> Files.move(folder.path(), temporary.resolve("elsewhere")));
    assertThat(await(update -> !update.problems().isEmpty()).state().count(Kind.SERVICE)).isOne();
    io(() -> Files.move(temporary.resolve("elsewhere"), folder.path()));
    await(update -> update.problems().isEmpty());

    folder.write("b.yaml", service("b"));
    await(update -> services(update).equals(List.of("a", "b")));
  }

  @Test
  void aListenerThatFailsHearsTheNextUpdate() throws Exception {
    watcher = new FolderWatcher(folder.path(), BY_EVENTS);
    watcher.start(update -> {
      updates.add(update);
      throw new IllegalStateException("a listener that fails on purpose");
    });
    next();

    folder.replace("a.yaml", service("a"));

    await(update -> services(update).equals(List.of("a")));
  }

  @Test
  void nothingIsToldAfterClose() throws Exception {
    start(BY_SCANS);
    next();

    watcher.close();
    updates.clear();
    folder.replace("a.yaml", service("a"));
    watcher.close();

    assertThat(updates).isEmpty();
  }

  @Test
  void aWatcherThatWasNeverStartedCloses() {
    new FolderWatcher(folder.path(), BY_EVENTS).close();
  }

  private void start(Timing timing) {
    watcher = new FolderWatcher(folder.path(), timing);
    watcher.start(updates::add);
  }

  private void link(String name, String target) {
    io(() -> Files.createSymbolicLink(folder.file(name), Path.of(target)));
  }

  private ClusterUpdate next() throws InterruptedException {
    ClusterUpdate update = updates.poll(60, TimeUnit.SECONDS);
    assertThat(update).as("an update within 60 seconds").isNotNull();
    return update;
  }

  private ClusterUpdate await(Predicate<ClusterUpdate> reached) throws InterruptedException {
    ClusterUpdate update = next();
    while (!reached.test(update)) {
      update = next();
    }
    return update;
  }

  private static List<String> services(ClusterUpdate update) {
    ClusterState state = update.state();
    return state.services().map(it -> it.getMetadata().getName()).sorted().toList();
  }

  private static final class LineAppender extends AppenderBase<ILoggingEvent> {
    private final BlockingQueue<String> lines;

    LineAppender(BlockingQueue<String> lines) {
      this.lines = lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage());
    }
  }
}
