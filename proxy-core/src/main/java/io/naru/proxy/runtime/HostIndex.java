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

  /** The same names, with other hosts for some of them. */
  HostIndex with(Collection<LiveHost> changed) {
    Sorted sorted = Sorted.of(changed, any);
    return new HostIndex(exact.with(sorted.exact), oneLabel.with(sorted.oneLabel), sorted.any);
  }

  /** The host of exactly that match; {@link LiveHost#NONE} if there is none. */
  LiveHost of(HostMatch match) {
    byte[] name = HostBytes.name(match);
    return switch (match) {
      case HostMatch.Exact _ -> exact.find(name, 0, name.length);
      case HostMatch.OneLabel _ -> oneLabel.find(name, 0, name.length);
      case HostMatch.Any() -> any;
    };
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
