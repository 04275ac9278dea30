package io.naru.controller.publish;

import io.naru.controller.compile.ResolvedNames;
import io.naru.controller.compile.ResolvedNames.Resolution;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Resolves external names when they are first needed and again every few seconds; how long an
/// answer is believed is the resolver's business. A name that cannot be resolved has no address.
///
/// Thread rule: one thread of its own asks and tells; names are looked up side by side on virtual
/// threads. [#need] and [#close] may be called from any thread.
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

  private final Resolver resolver;
  private final Listener listener;
  private final Duration interval;
  private final LinkedBlockingQueue<Set<String>> needed = new LinkedBlockingQueue<>();
  private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;

  /// Begins to wait for names.
  ///
  /// @param interval between two looks at a name
  public NameWatcher(Resolver resolver, Duration interval, Listener listener) {
    this.resolver = resolver;
    this.interval = interval;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("external-names").daemon().start(this::run);
  }

  /// A wish that was not looked at yet gives way to the later one.
  @Override
  public synchronized void need(Set<String> names) {
    needed.clear();
    needed.add(Set.copyOf(names));
  }

  private void run() {
    Set<String> wanted = Set.of();
    Map<String, Resolution> known = new HashMap<>();
    try {
      while (true) {
        wanted = next(wanted);
        known.keySet().retainAll(wanted);
        Set<String> changed = lookUp(wanted, known);
        if (!changed.isEmpty()) {
          listener.resolved(new ResolvedNames(known), changed);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The latest wish, or the same again after the interval; without names there is nothing to do.
  private Set<String> next(Set<String> wanted) throws InterruptedException {
    Set<String> latest =
        wanted.isEmpty() ? needed.take() : needed.poll(interval.toMillis(), TimeUnit.MILLISECONDS);
    Set<String> chosen = latest == null ? wanted : latest;
    for (Set<String> later = needed.poll(); later != null; later = needed.poll()) {
      chosen = later;
    }
    return chosen;
  }

  private Set<String> lookUp(Set<String> wanted, Map<String, Resolution> known)
      throws InterruptedException {
    Map<String, Future<Resolution>> asked = new HashMap<>();
    wanted.forEach(name -> asked.put(name, lookups.submit(() -> resolve(name))));
    Set<String> changed = new HashSet<>();
    for (Map.Entry<String, Future<Resolution>> each : asked.entrySet()) {
      Resolution found = outcome(each.getValue());
      if (!found.equals(known.put(each.getKey(), found))) {
        changed.add(each.getKey());
      }
    }
    return changed;
  }

  private static Resolution outcome(Future<Resolution> lookup) throws InterruptedException {
    try {
      return lookup.get();
    } catch (ExecutionException e) {
      return new Resolution.Failed("cannot be looked up: " + e.getCause());
    }
  }

  private Resolution resolve(String name) {
    try {
      return new Resolution.Addresses(resolver.resolve(name));
    } catch (UnknownHostException _) {
      return new Resolution.Failed("does not resolve");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    lookups.shutdownNow();
  }
}
