package io.naru.proxy.runtime;

import io.naru.proxy.route.RouteAction;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Upstreams with their shares of a route's requests. Immutable. */
public final class Forwarding implements LiveAction {
  private final List<Optional<UpstreamRef>> upstreams;

  /** The sum of the weights up to and with each upstream. */
  private final long[] upTo;

  private final long total;

  Forwarding(RouteAction.Forward forward, UpstreamSlots slots) {
    List<RouteAction.Weighted> weighted =
        forward.upstreams().stream().filter(upstream -> upstream.weight() > 0).toList();
    this.upstreams =
        List.copyOf(weighted.stream().map(w -> Optional.of(slots.ref(w.id()))).toList());
    this.upTo = new long[weighted.size()];
    long sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += weighted.get(i).weight();
      upTo[i] = sum;
    }
    this.total = sum;
  }

  /** One of the upstreams; empty if all of them have weight 0, which is no endpoint (503). */
  public Optional<UpstreamRef> choose(RandomGenerator random) {
    return switch (upTo.length) {
      case 0 -> Optional.empty();
      case 1 -> upstreams.getFirst();
      default -> upstreams.get(at(random.nextLong(total)));
    };
  }

  private int at(long point) {
    int i = 0;
    while (point >= upTo[i]) {
      i++;
    }
    return i;
  }
}
