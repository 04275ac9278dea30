package io.naru.proxy.runtime;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.match.HostMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds a live host by the bytes of its name, in any case: open addressing, with a byte of the hash
 * for each slot so that other hosts are rarely looked at. The hash's multiplier is random: nobody
 * can write names that collide. Immutable once it is made.
 */
final class NameTable {
  private final long multiplier;
  private final int shift;

  /** Slots that are not free: those of names that are gone stay taken, so that others are found. */
  private int taken;

  private final byte[] fingerprints;

  /**
   * Of each slot the host, and behind it the host's bytes: what is compared is read while the host
   * itself is on its way, and both references come with one line of the cache.
   */
  private final Object[] hosts;

  private NameTable(long multiplier, int shift, byte[] fingerprints, Object[] hosts) {
    this.multiplier = multiplier;
    this.shift = shift;
    this.fingerprints = fingerprints;
    this.hosts = hosts;
  }

  /**
   * At most three quarters of its slots are taken, so that there is always a free one.
   *
   * @param hosts of different names
   * @param multiplier odd
   */
  static NameTable of(Collection<LiveHost> hosts, long multiplier) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(hosts.size() * 4 / 3 + 1);
    int size = 1 << bits;
    NameTable table =
        new NameTable(multiplier, Long.SIZE - bits, new byte[size], new Object[2 * size]);
    for (int slot = 0; slot < size; slot++) {
      table.set(slot, LiveHost.NONE);
    }
    hosts.forEach(table::set);
    return table;
  }

  /**
   * A table with other hosts for some of the names, with names that are new, and without some.
   *
   * @param gone none of which is among the changed
   */
  NameTable with(Collection<LiveHost> changed, Collection<HostMatch> gone) {
    if (changed.isEmpty() && gone.isEmpty()) {
      return this;
    }
    if (taken + changed.size() > fingerprints.length / 4 * 3) {
      return of(all(changed, gone), multiplier);
    }
    NameTable next = copy();
    changed.forEach(next::set);
    gone.forEach(next::clear);
    return next;
  }

  private NameTable copy() {
    NameTable copy = new NameTable(multiplier, shift, fingerprints.clone(), hosts.clone());
    copy.taken = taken;
    return copy;
  }

  /** All hosts of the next table. */
  private List<LiveHost> all(Collection<LiveHost> changed, Collection<HostMatch> gone) {
    Set<HostMatch> names = new HashSet<>(gone);
    changed.forEach(host -> names.add(host.match()));
    List<LiveHost> all = new ArrayList<>(changed);
    for (int slot = 0; slot < fingerprints.length; slot++) {
      LiveHost host = host(slot);
      if (host.exists() && !names.contains(host.match())) {
        all.add(host);
      }
    }
    return all;
  }

  private void set(LiveHost host) {
    byte[] name = HostBytes.name(host.match());
    long hash = hash(name, 0, name.length);
    int slot = slot(name, 0, name.length, hash);
    taken += fingerprints[slot] == 0 ? 1 : 0;
    fingerprints[slot] = fingerprint(hash);
    set(slot, host);
  }

  private void set(int slot, LiveHost host) {
    hosts[2 * slot] = host;
    hosts[2 * slot + 1] = host.data();
  }

  private LiveHost host(int slot) {
    return (LiveHost) hosts[2 * slot];
  }

  private byte[] data(int slot) {
    return (byte[]) hosts[2 * slot + 1];
  }

  private void clear(HostMatch match) {
    byte[] name = HostBytes.name(match);
    int slot = slot(name, 0, name.length, hash(name, 0, name.length));
    set(slot, LiveHost.NONE);
  }

  /** The host of that name; {@link LiveHost#NONE} if there is none. */
  LiveHost find(byte[] bytes, int from, int to) {
    return host(slot(bytes, from, to, hash(bytes, from, to)));
  }

  /** Where the name stands, or the free slot where it would. */
  private int slot(byte[] bytes, int from, int to, long hash) {
    byte fingerprint = fingerprint(hash);
    int slot = (int) (hash >>> shift);
    while (fingerprints[slot] != 0
        && (fingerprints[slot] != fingerprint || !HostBytes.isNamed(data(slot), bytes, from, to))) {
      slot = slot + 1 & fingerprints.length - 1;
    }
    return slot;
  }

  /** Never 0, which marks a free slot. */
  private static byte fingerprint(long hash) {
    return (byte) (hash >>> 24 | 1);
  }

  private long hash(byte[] bytes, int from, int to) {
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = (hash + Ascii.lower(bytes[i]) + 129) * multiplier;
    }
    return hash;
  }
}
