package io.naru.proxy.runtime;

import io.naru.proxy.snapshot.Snapshot;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.select.CertificateTable;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot with all that requests need beside it. Immutable: every look-up in it sees the same
 * generation. An exchange reads the current one at its head, keeps what it resolved, and lets the
 * table go.
 */
public final class LiveTable {
  private final Snapshot snapshot;
  private final HostIndex hosts;
  private final UpstreamSlots upstreams;

  LiveTable(Snapshot snapshot, HostIndex hosts, UpstreamSlots upstreams) {
    this.snapshot = snapshot;
    this.hosts = hosts;
    this.upstreams = upstreams;
  }

  /** The table before the first snapshot: no host, no upstream. */
  public static LiveTable empty(CertificateTable certificates) {
    return new LiveTable(
        Snapshot.empty(certificates), HostIndex.of(List.of(), 1), UpstreamSlots.EMPTY);
  }

  public long generation() {
    return snapshot.generation();
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  HostIndex hosts() {
    return hosts;
  }

  UpstreamSlots upstreams() {
    return upstreams;
  }

  /**
   * The host for a name as it stands in a head: without port and trailing dot, in any case, empty
   * if the request has none. Allocates nothing.
   */
  public LiveHost host(byte[] bytes, int from, int to) {
    return hosts.find(bytes, from, to);
  }

  /** The upstream that a route named, as it is now; empty if it is gone. */
  public Optional<LiveUpstream> upstream(UpstreamRef ref) {
    return upstreams.find(ref.slot(), ref.id());
  }

  /** As {@link #upstream(UpstreamRef)}, for who kept the parts. */
  public Optional<LiveUpstream> upstream(int slot, UpstreamId id) {
    return upstreams.find(slot, id);
  }
}
