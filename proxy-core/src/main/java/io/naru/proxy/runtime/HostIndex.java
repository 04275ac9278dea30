package io.naru.proxy.runtime;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.match.HostMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The live host for the bytes of a request's host: its exact name, else the wildcard of one label,
 * else the one for any (behaviour 3). Immutable.
 */
record HostIndex(NameTable exact, NameTable oneLabel, LiveHost any) {
  private static final HostMatch ANY = new HostMatch.Any();

  private record Sorted(List<LiveHost> exact, List<LiveHost> oneLabel, LiveHost any) {
    static Sorted of(Collection<LiveHost> hosts, LiveHost otherwise) {
      List<LiveHost> exact = new ArrayList<>();
      List<LiveHost> oneLabel = new ArrayList<>();
      LiveHost any = otherwise;
      for (LiveHost host : hosts) {
        switch (host.match()) {
          case HostMatch.Exact _ -> exact.add(host);
          case HostMatch.OneLabel _ -> oneLabel.add(host);
          case HostMatch.Any() -> any = host;
        }
      }
      return new Sorted(exact, oneLabel, any);
    }
  }

  static HostIndex of(Collection<LiveHost> hosts, long multiplier) {
    Sorted sorted = Sorted.of(hosts, LiveHost.NONE);
    return new HostIndex(
        NameTable.of(sorted.exact, multiplier),
        NameTable.of(sorted.oneLabel, multiplier),
        sorted.any);
  }

  /**
   * An index with other hosts for some of the names, with names that are new, and without some. The
   * cost is that of a copy, however many names there are that did not change.
   *
   * @param gone none of which is among the changed
   */
  HostIndex with(Collection<LiveHost> changed, Collection<HostMatch> gone) {
    if (changed.isEmpty() && gone.isEmpty()) {
      return this;
    }
    Sorted sorted = Sorted.of(changed, gone.contains(ANY) ? LiveHost.NONE : any);
    return new HostIndex(
        exact.with(sorted.exact, kind(gone, HostMatch.Exact.class)),
        oneLabel.with(sorted.oneLabel, kind(gone, HostMatch.OneLabel.class)),
        sorted.any);
  }

  private static List<HostMatch> kind(
      Collection<HostMatch> matches, Class<? extends HostMatch> kind) {
    return matches.stream().filter(kind::isInstance).toList();
  }

  /** The host that answers for a name without port and trailing dot, in any case. */
  LiveHost find(byte[] bytes, int from, int to) {
    LiveHost named = exact.find(bytes, from, to);
    return named.exists() ? named : byParent(bytes, from, to);
  }

  /** The wildcard stands for one or more of {@code [A-Za-z0-9_-]}. */
  private LiveHost byParent(byte[] bytes, int from, int to) {
    int dot = from;
    while (dot < to && isLabelByte(bytes[dot])) {
      dot++;
    }
    if (dot == from || dot == to || bytes[dot] != '.') {
      return any;
    }
    LiveHost parent = oneLabel.find(bytes, dot + 1, to);
    return parent.exists() ? parent : any;
  }

  private static boolean isLabelByte(int b) {
    int c = Ascii.lower(b);
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
  }
}
