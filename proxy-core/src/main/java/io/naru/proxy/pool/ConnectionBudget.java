package io.naru.proxy.pool;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The connections to endpoints that all loops have together: so many in all, and so many to one
 * address, whichever upstreams lead there. Any thread; the lock is held for a few instructions,
 * when a connection is opened or closed.
 */
public final class ConnectionBudget {
  private final ConnectionBound all;
  private final int mostOfOne;
  private final Map<InetSocketAddress, ConnectionBound> each = new HashMap<>();
  private final List<Sharer> sharers = new CopyOnWriteArrayList<>();
  private long metOfAll;
  private long metOfOne;

  /** Closes a connection that is idle, if there is one: to that address, or to any. */
  @FunctionalInterface
  interface Sparing {
    void spare(Optional<InetSocketAddress> to);
  }

  private record Sharer(Executor loop, Sparing sparing) {
    void ask(Optional<InetSocketAddress> to) {
      try {
        loop.execute(() -> sparing.spare(to));
      } catch (RejectedExecutionException _) {
        // the loop is over, and so are its connections
      }
    }
  }

  /**
   * @param most in all
   * @param mostOfOne to one address
   */
  public ConnectionBudget(int most, int mostOfOne) {
    this.all = new ConnectionBound("connections to endpoints", most);
    this.mostOfOne = mostOfOne;
  }

  /** Has a loop asked, on itself, for what it can spare. */
  void share(Executor loop, Sparing sparing) {
    sharers.add(new Sharer(loop, sparing));
  }

  /** Asks every loop for an idle connection, so that there is room for one to the address. */
  void makeRoom(InetSocketAddress address) {
    Optional<InetSocketAddress> to =
        hasRoomOfOne(address) ? Optional.empty() : Optional.of(address);
    sharers.forEach(sharer -> sharer.ask(to));
  }

  /** Whether there was room for one more, which counts as open from now on. */
  synchronized boolean take(InetSocketAddress address) {
    ConnectionBound one = each.computeIfAbsent(address, this::boundOfOne);
    if (!one.take()) {
      metOfOne++;
      return false;
    }
    if (!all.take()) {
      metOfAll++;
      giveBack(one, address);
      return false;
    }
    return true;
  }

  private ConnectionBound boundOfOne(InetSocketAddress address) {
    return new ConnectionBound(
        "connections to endpoint " + NetUtil.toSocketAddressString(address), mostOfOne);
  }

  synchronized void giveBack(InetSocketAddress address) {
    all.giveBack();
    ConnectionBound one = each.get(address);
    if (one != null) {
      giveBack(one, address);
    }
  }

  private void giveBack(ConnectionBound one, InetSocketAddress address) {
    one.giveBack();
    if (one.open() == 0) {
      each.remove(address);
    }
  }

  /** Asked before a wish is repeated, which counts as met but once. */
  boolean hasRoom(InetSocketAddress address) {
    return all.hasRoom() && hasRoomOfOne(address);
  }

  private synchronized boolean hasRoomOfOne(InetSocketAddress address) {
    ConnectionBound one = each.get(address);
    return one == null || one.hasRoom();
  }

  /** Those of all addresses together. */
  public ConnectionBound all() {
    return all;
  }

  /** How many one address may have. */
  public int mostOfOne() {
    return mostOfOne;
  }

  /** How often one more was wanted where all had as many as they may. */
  public synchronized long metOfAll() {
    return metOfAll;
  }

  /** How often one more was wanted to an address that had as many as it may. */
  public synchronized long metOfOne() {
    return metOfOne;
  }
}
