package io.naru.controller.admission;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections that are open, at most so many. Where there are as many, one gives way to the
/// next one: that whose client has kept us waiting for longest, so that nobody shuts the webhook by
/// holding connections. One whose review is being made never gives way.
///
/// Thread rule: the one event loop of the webhook.
final class OpenConnections {
  private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

  private final int most;
  private final Set<Channel> open = new HashSet<>();
  private final SequencedSet<Channel> waiting = new LinkedHashSet<>();
  private boolean said;

  OpenConnections(int most) {
    this.most = most;
  }

  /// Whether there is room for this one; then it is one of them until it is closed, and we wait for
  /// its client.
  boolean admit(Channel next) {
    if (open.size() >= most && !giveWay()) {
      return false;
    }
    open.add(next);
    waiting.addLast(next);
    next.closeFuture().addListener(_ -> remove(next));
    return true;
  }

  private boolean giveWay() {
    if (!said) {
      LOG.warn(
          "the webhook has {} connections: the one that has been silent for longest gives way",
          most);
      said = true;
    }
    if (waiting.isEmpty()) {
      return false;
    }
    Channel oldest = waiting.getFirst();
    remove(oldest);
    oldest.close();
    return true;
  }

  private void remove(Channel closed) {
    open.remove(closed);
    waiting.remove(closed);
  }

  /// A request began, or was answered: we have waited for this client since now.
  void waitsFor(Channel one) {
    if (open.contains(one)) {
      waiting.addLast(one);
    }
  }

  /// Its request is in: it waits for us.
  void isServing(Channel one) {
    waiting.remove(one);
  }
}
