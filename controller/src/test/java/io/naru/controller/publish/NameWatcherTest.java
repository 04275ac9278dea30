package io.naru.controller.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.compile.ResolvedNames;
import io.naru.controller.compile.ResolvedNames.Resolution;
import io.naru.controller.compile.ResolvedNames.Resolution.Addresses;
import io.naru.controller.compile.ResolvedNames.Resolution.Failed;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameWatcherTest {
  private static final Duration RARELY = Duration.ofHours(1);
  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final String SLOW = "slow.test";
  private static final Addresses ADDRESS = new Addresses(List.of("192.0.2.1"));

  private final Map<String, List<String>> zone = new ConcurrentHashMap<>();
  private final CountDownLatch slowAnswers = new CountDownLatch(1);
  private final AtomicInteger slowLookups = new AtomicInteger();
  private final BlockingQueue<ResolvedNames> told = new ArrayBlockingQueue<>(1000);
  private Optional<NameWatcher> watcher = Optional.empty();

  @AfterEach
  void close() {
    slowAnswers.countDown();
    watcher.ifPresent(NameWatcher::close);
  }

  private NameWatcher watch(Duration interval) {
    NameWatcher made = new NameWatcher(this::resolve, interval, (names, _) -> told.add(names));
    watcher = Optional.of(made);
    return made;
  }

  private List<String> resolve(String name) throws UnknownHostException {
    if (name.equals(SLOW)) {
      slowLookups.incrementAndGet();
      try {
        slowAnswers.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    List<String> found = zone.get(name);
    if (found == null) {
      throw new UnknownHostException(name);
    }
    return found;
  }

  private ResolvedNames next() throws InterruptedException {
    ResolvedNames names = told.poll(20, TimeUnit.SECONDS);
    assertThat(names).as("what is told").isNotNull();
    return Optional.ofNullable(names).orElseThrow();
  }

  private ResolvedNames nextWith(Predicate<ResolvedNames> wanted) throws InterruptedException {
    ResolvedNames names = next();
    while (!wanted.test(names)) {
      names = next();
    }
    return names;
  }

  private static Predicate<ResolvedNames> says(String name, Resolution resolution) {
    return it -> it.of(name).equals(Optional.of(resolution));
  }

  @Test
  void aNameIsToldWithItsAddressesOrThatItHasNone() throws Exception {
    zone.put("a.test", ADDRESS.literals());
    NameWatcher names = watch(RARELY);
    names.need(Set.of("a.test"));
    assertThat(next().byName()).isEqualTo(Map.of("a.test", ADDRESS));
    names.need(Set.of("a.test", "b.test"));
    assertThat(next().byName())
        .isEqualTo(Map.of("a.test", ADDRESS, "b.test", new Failed("does not resolve")));
  }

  @Test
  void aNameIsAskedForAgainAndForgottenWhenNobodyNeedsIt() throws Exception {
    zone.put("a.test", ADDRESS.literals());
    NameWatcher names = watch(OFTEN);
    names.need(Set.of("a.test"));
    nextWith(says("a.test", ADDRESS));
    zone.put("a.test", List.of("192.0.2.2"));
    nextWith(says("a.test", new Addresses(List.of("192.0.2.2"))));
    zone.put("b.test", ADDRESS.literals());
    names.need(Set.of("b.test"));
    assertThat(nextWith(says("b.test", ADDRESS)).byName()).containsOnlyKeys("b.test");
  }

  @Test
  void aNameWithoutAnAnswerKeepsNoOtherWaiting() throws Exception {
    zone.put("fast.test", ADDRESS.literals());
    NameWatcher names = watch(RARELY);
    names.need(Set.of(SLOW, "fast.test"));
    assertThat(next().byName()).isEqualTo(Map.of("fast.test", ADDRESS));
    zone.put("later.test", ADDRESS.literals());
    names.need(Set.of(SLOW, "fast.test", "later.test"));
    nextWith(says("later.test", ADDRESS));
    zone.put(SLOW, ADDRESS.literals());
    slowAnswers.countDown();
    nextWith(says(SLOW, ADDRESS));
  }

  @Test
  void aNameWithoutAnAnswerIsSaidToHaveNoneAndIsNotAskedForTwiceAtOnce() throws Exception {
    zone.put("a.test", ADDRESS.literals());
    NameWatcher names = watch(OFTEN);
    names.need(Set.of(SLOW, "a.test"));
    nextWith(says(SLOW, new Failed("has no answer yet")));
    for (int i = 0; i < 10; i++) {
      Addresses other = new Addresses(List.of("192.0.2." + (2 + i)));
      zone.put("a.test", other.literals());
      nextWith(says("a.test", other));
    }
    assertThat(slowLookups).hasValue(1);
    zone.put(SLOW, ADDRESS.literals());
    slowAnswers.countDown();
    nextWith(says(SLOW, ADDRESS));
  }

  @Test
  void aLookupThatBreaksIsAnAnswerToo() throws Exception {
    NameWatcher names =
        new NameWatcher(
            _ -> {
              throw new IllegalStateException("broken");
            },
            RARELY,
            (resolved, _) -> told.add(resolved));
    watcher = Optional.of(names);
    names.need(Set.of("a.test"));
    assertThat(next().of("a.test"))
        .hasValueSatisfying(it -> assertThat(it).isInstanceOf(Failed.class));
  }
}
