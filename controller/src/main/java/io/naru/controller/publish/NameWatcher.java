package io.naru.controller.publish;

import io.naru.controller.compile.ResolvedNames;
import io.naru.controller.compile.ResolvedNames.Resolution;
import io.naru.controller.pace.Threads;
import io.naru.controller.pace.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Resolves external names when they are first needed and again every few seconds; how long an
/// answer is believed is the resolver's business. A name that cannot be resolved has no address,
/// nor has one that was not answered for yet; one that has addresses keeps them until the next
/// answer. Each answer counts when it comes, so no name waits for another.
///
/// Thread rule: one thread of its own asks and tells; names are looked up side by side on platform
/// threads, because the system's resolver holds on to the thread that asks it. [#need] and [#close]
/// may be called from any thread.
public final class NameWatcher implements ExternalNames, AutoCloseable {

  /// Looks up a name.
  @FunctionalInterface
  public interface Resolver {
    /// The name's addresses as IP literals.
    List<String> resolve(String name) throws UnknownHostException;

    /// As the host is set up to; sorted, so that a server that rotates its answers changes nothing.
    static List<String> system(String name) throws UnknownHostException {
      List<String> literals = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(name)) {
        String literal = address.getHostAddress();
        int zone = literal.indexOf('%');
        literals.add(zone < 0 ? literal : literal.substring(0, zone));
      }
      Collections.sort(literals);
      return literals;
    }
  }

  /// Hears what changed.
  @FunctionalInterface
  public interface Listener {
    void resolved(ResolvedNames addresses, Set<String> changed);
  }

  private static final Resolution UNANSWERED = new Resolution.Failed("has no answer yet");

  /// Lookups at a time; more of them wait.
  private static final int LOOKUPS = 64;

  private final Resolver resolver;
  private final Listener listener;
  private final Duration interval;
  private final NameInbox inbox = new NameInbox();
  private final ThreadPoolExecutor lookups;
  private final Threads threads = new Threads(Ticker.system());

  /// Begins to wait for names.
  ///
  /// @param interval between two looks at a name
  public NameWatcher(Resolver resolver, Duration interval, Listener listener) {
    this.resolver = resolver;
    this.interval = interval;
    this.listener = listener;
    this.lookups =
        new ThreadPoolExecutor(
            LOOKUPS,
            LOOKUPS,
            2 * interval.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("external-name-", 0).daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    lookups.allowCoreThreadTimeOut(true);
    threads.start("external-names", new Rounds()::turn);
  }

  /// A wish that was not looked at yet gives way to the later one.
  @Override
  public void need(Set<String> names) {
    inbox.put(Set.copyOf(names));
  }

  /// What it lives by.
  public Threads threads() {
    return threads;
  }

  private void answer(String name) {
    inbox.put(name, resolve(name));
  }

  private Resolution resolve(String name) {
    try {
      return new Resolution.Addresses(resolver.resolve(name));
    } catch (UnknownHostException _) {
      return new Resolution.Failed("does not resolve");
    } catch (RuntimeException | Error e) {
      // Whoever does not answer is never asked again.
      return new Resolution.Failed("cannot be looked up: " + e);
    }
  }

  @Override
  public void close() {
    threads.close();
    lookups.shutdownNow();
  }

  /// What the watching thread remembers.
  private final class Rounds {
    private final Map<String, Resolution> known = new HashMap<>();

    /// Since when each name is being looked up.
    private final Map<String, Long> asked = new HashMap<>();

    private final Set<String> changed = new HashSet<>();
    private Set<String> wanted = Set.of();
    private long began = System.nanoTime();

    /// Takes what came, asks what is due, tells what changed.
    void turn() throws InterruptedException {
      NameInbox.Mail mail = inbox.take(interval.toNanos() - (System.nanoTime() - began));
      mail.wish().ifPresent(this::want);
      mail.answers().forEach(this::take);
      long now = System.nanoTime();
      if (now - began >= interval.toNanos()) {
        began = now;
        wanted.forEach(name -> again(name, now));
      }
      if (!changed.isEmpty()) {
        listener.resolved(new ResolvedNames(known), Set.copyOf(changed));
        changed.clear();
      }
    }

    private void want(Set<String> names) {
      Set<String> added = new HashSet<>(names);
      added.removeAll(wanted);
      wanted = names;
      known.keySet().retainAll(wanted);
      added.forEach(this::ask);
    }

    private void take(String name, Resolution answer) {
      asked.remove(name);
      learn(name, answer);
    }

    private void again(String name, long now) {
      boolean late = now - asked.getOrDefault(name, now) >= interval.toNanos();
      if (late && !known.containsKey(name)) {
        learn(name, UNANSWERED);
      }
      ask(name);
    }

    private void learn(String name, Resolution resolution) {
      if (wanted.contains(name) && !resolution.equals(known.put(name, resolution))) {
        changed.add(name);
      }
    }

    /// A name that is being looked up is not asked for again.
    private void ask(String name) {
      if (asked.putIfAbsent(name, System.nanoTime()) == null) {
        lookups.execute(() -> answer(name));
      }
    }
  }
}
