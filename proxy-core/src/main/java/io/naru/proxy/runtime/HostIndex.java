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
final class HostIndex {
  private final ByteIndex exactNames;
  private final LiveHost[] exact;
  private final ByteIndex parentNames;
  private final LiveHost[] oneLabel;
  private final LiveHost any;

  private HostIndex(
      ByteIndex exactNames,
      LiveHost[] exact,
      ByteIndex parentNames,
      LiveHost[] oneLabel,
      LiveHost any) {
    this.exactNames = exactNames;
    this.exact = exact;
    this.parentNames = parentNames;
    this.oneLabel = oneLabel;
    this.any = any;
  }

  static HostIndex of(Collection<LiveHost> hosts, long multiplier) {
    List<byte[]> names = new ArrayList<>(hosts.size());
    List<LiveHost> exact = new ArrayList<>(hosts.size());
    List<byte[]> parents = new ArrayList<>();
    List<LiveHost> oneLabel = new ArrayList<>();
    LiveHost any = LiveHost.NONE;
    for (LiveHost host : hosts) {
      switch (host.match()) {
        case HostMatch.Exact(String name) -> {
          names.add(Ascii.bytes(name));
          exact.add(host);
        }
        case HostMatch.OneLabel(String parent) -> {
          parents.add(Ascii.bytes(parent));
          oneLabel.add(host);
        }
        case HostMatch.Any() -> any = host;
      }
    }
    return new HostIndex(
        new ByteIndex(names, multiplier),
        exact.toArray(LiveHost[]::new),
        new ByteIndex(parents, multiplier),
        oneLabel.toArray(LiveHost[]::new),
        any);
  }

  /** The same names, with other hosts for some of them. */
  HostIndex with(Collection<LiveHost> changed) {
    LiveHost[] newExact = exact.clone();
    LiveHost[] newOneLabel = oneLabel.clone();
    LiveHost newAny = any;
    for (LiveHost host : changed) {
      switch (host.match()) {
        case HostMatch.Exact(String name) -> newExact[exactNames.find(Ascii.bytes(name))] = host;
        case HostMatch.OneLabel(String parent) ->
            newOneLabel[parentNames.find(Ascii.bytes(parent))] = host;
        case HostMatch.Any() -> newAny = host;
      }
    }
    return new HostIndex(exactNames, newExact, parentNames, newOneLabel, newAny);
  }

  /** The host of exactly that match; {@link LiveHost#NONE} if there is none. */
  LiveHost of(HostMatch match) {
    return switch (match) {
      case HostMatch.Exact(String name) -> at(exact, exactNames.find(Ascii.bytes(name)));
      case HostMatch.OneLabel(String parent) -> at(oneLabel, parentNames.find(Ascii.bytes(parent)));
      case HostMatch.Any() -> any;
    };
  }

  private static LiveHost at(LiveHost[] hosts, int ordinal) {
    return ordinal < 0 ? LiveHost.NONE : hosts[ordinal];
  }

  /** The host that answers for a name without port and trailing dot, in any case. */
  LiveHost find(byte[] bytes, int from, int to) {
    int ordinal = exactNames.findIgnoringCase(bytes, from, to);
    if (ordinal >= 0) {
      return exact[ordinal];
    }
    return oneLabel.length == 0 ? any : byParent(bytes, from, to);
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
    int ordinal = parentNames.findIgnoringCase(bytes, dot + 1, to);
    return ordinal < 0 ? any : oneLabel[ordinal];
  }

  private static boolean isLabelByte(int b) {
    int c = Ascii.lower(b);
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
  }
}
