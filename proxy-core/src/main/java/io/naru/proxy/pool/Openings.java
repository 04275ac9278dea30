package io.naru.proxy.pool;

import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.upstream.UpstreamId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which pools of one loop may open a connection now: within the budget that all loops share, and so
 * many of an upstream at the same moment. A pool that may not tries again, in its turn, when a
 * connection of this loop settled or closed, and every now and then for what other loops close. On
 * its loop only.
 */
final class Openings {
  private static final Duration PACE = Duration.ofMillis(50);

  /** So often at most are idle connections asked for between two turns: each costs a search. */
  private static final int MOST_ASKED = 64;

  private final ConnectionBudget budget;
  private final int mostOfUpstream;
  private final Map<UpstreamId, Integer> underWay = new HashMap<>();
  private final Map<Opener, Turn> refused = new LinkedHashMap<>();
  private final Deadlines.Deadline again;
  private int asked;

  /** What opens connections: a pool. */
  interface Opener {
    UpstreamId upstream();

    InetSocketAddress address();

    /** Whether it still wants one. */
    boolean wants();

    /** It may try again. */
    void retry();
  }

  /** What an opener is told. */
  enum Turn {
    NOW,
    /** Others of its upstream have to settle first. */
    LATER,
    /** There are as many connections as there may be. */
    FULL
  }

  /**
   * @param mostOfUpstream at the same moment
   */
  Openings(ConnectionBudget budget, int mostOfUpstream, Deadlines deadlines) {
    this.budget = budget;
    this.mostOfUpstream = mostOfUpstream;
    this.again = deadlines.create(this::nowAndThen);
  }

  /** Asks for one more; it is under way if it may be opened now. */
  Turn begin(Opener opener) {
    Turn turn = refused.get(opener);
    if (turn != null) {
      return turn;
    }
    turn = turn(opener);
    switch (turn) {
      case NOW -> underWay.merge(opener.upstream(), 1, Integer::sum);
      case LATER -> refused.put(opener, turn);
      case FULL -> {
        refused.put(opener, turn);
        makeRoom(opener);
      }
    }
    return turn;
  }

  private Turn turn(Opener opener) {
    if (isCrowded(opener)) {
      return Turn.LATER;
    }
    return budget.take(opener.address()) ? Turn.NOW : Turn.FULL;
  }

  private boolean isCrowded(Opener opener) {
    return underWay.getOrDefault(opener.upstream(), 0) >= mostOfUpstream;
  }

  private void makeRoom(Opener opener) {
    if (asked < MOST_ASKED) {
      asked++;
      budget.makeRoom(opener.address());
    }
    if (!again.isArmed()) {
      again.arm(PACE.toMillis());
    }
  }

  /** What was under way has become a connection. */
  void opened(Opener opener) {
    settle(opener);
    retry();
  }

  /** What was under way has come to nothing. */
  void failed(Opener opener) {
    settle(opener);
    closed(opener);
  }

  private void settle(Opener opener) {
    underWay.computeIfPresent(opener.upstream(), (_, count) -> count == 1 ? null : count - 1);
  }

  /** A connection is no more. */
  void closed(Opener opener) {
    budget.giveBack(opener.address());
    retry();
  }

  private void retry() {
    for (Opener opener : List.copyOf(refused.keySet())) {
      if (!opener.wants()) {
        refused.remove(opener);
      } else if (!isCrowded(opener) && budget.hasRoom(opener.address())) {
        refused.remove(opener);
        opener.retry();
      }
    }
  }

  private void nowAndThen() {
    asked = 0;
    retry();
    for (Opener opener : refused.keySet()) {
      if (!budget.hasRoom(opener.address())) {
        makeRoom(opener);
      }
    }
  }
}
