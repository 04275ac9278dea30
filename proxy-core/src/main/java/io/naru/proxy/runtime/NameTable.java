package io.naru.proxy.runtime;

import io.naru.proxy.head.Ascii;
import java.util.Arrays;
import java.util.Collection;

/**
 * Finds a live host by the bytes of its name, in any case: open addressing, with a byte of the hash
 * for each slot so that other hosts are rarely looked at. The hash's multiplier is random: nobody
 * can write names that collide. Immutable.
 */
final class NameTable {
  private final long multiplier;
  private final int shift;
  private final byte[] fingerprints;
  private final LiveHost[] hosts;

  /** Of each host: what is compared is read while the host itself is on its way. */
  private final byte[][] data;

  private NameTable(
      long multiplier, int shift, byte[] fingerprints, LiveHost[] hosts, byte[][] data) {
    this.multiplier = multiplier;
    this.shift = shift;
    this.fingerprints = fingerprints;
    this.hosts = hosts;
    this.data = data;
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
    LiveHost[] slots = new LiveHost[size];
    Arrays.fill(slots, LiveHost.NONE);
    byte[][] data = new byte[size][];
    Arrays.fill(data, LiveHost.NONE.data());
    NameTable table = new NameTable(multiplier, Long.SIZE - bits, new byte[size], slots, data);
    hosts.forEach(table::set);
    return table;
  }

  /** The same names, with other hosts for some of them. */
  NameTable with(Collection<LiveHost> changed) {
    NameTable next = new NameTable(multiplier, shift, fingerprints, hosts.clone(), data.clone());
    changed.forEach(next::set);
    return next;
  }

  private void set(LiveHost host) {
    byte[] name = HostBytes.name(host.match());
    long hash = hash(name, 0, name.length);
    int slot = slot(name, 0, name.length, hash);
    fingerprints[slot] = fingerprint(hash);
    hosts[slot] = host;
    data[slot] = host.data();
  }

  /** The host of that name; {@link LiveHost#NONE} if there is none. */
  LiveHost find(byte[] bytes, int from, int to) {
    return hosts[slot(bytes, from, to, hash(bytes, from, to))];
  }

  /** Where the name stands, or the free slot where it would. */
  private int slot(byte[] bytes, int from, int to, long hash) {
    byte fingerprint = fingerprint(hash);
    int slot = (int) (hash >>> shift);
    while (fingerprints[slot] != 0
        && (fingerprints[slot] != fingerprint || !HostBytes.isNamed(data[slot], bytes, from, to))) {
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
