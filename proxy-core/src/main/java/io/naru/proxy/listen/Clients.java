package io.naru.proxy.listen;

import io.naru.proxy.channel.Eviction;
import io.naru.proxy.exchange.ClientConnection;
import io.naru.proxy.loop.IdleConnections;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clients' connections of one loop, each from its accept to its close, and how they end
 * together. Used on its loop.
 */
final class Clients {
  private enum Phase {
    SERVING,
    DRAINING,
    CUT
  }

  private final IdleConnections idle;
  private final Map<Channel, ClientConnection> open = new HashMap<>();
  private Phase phase = Phase.SERVING;
  private Runnable gone = () -> {};

  /**
   * @param idle of the loop
   */
  Clients(IdleConnections idle) {
    this.idle = idle;
  }

  /** It has not said yet what it speaks: so long it is idle, whatever it sends. */
  private static final class Unspoken extends IdleConnections.Idle implements ClientConnection {
    private final Channel channel;

    Unspoken(Channel channel) {
      this.channel = channel;
    }

    @Override
    protected boolean evict() {
      return Eviction.of(channel);
    }

    @Override
    public boolean isIdle() {
      return true;
    }

    @Override
    public void drain() {}

    @Override
    public void cut() {
      channel.close();
    }

    boolean isSilent() {
      return channel.pipeline().get(SslHandler.class) == null;
    }
  }

  /** A connection was accepted. */
  void opened(Channel channel) {
    Unspoken unspoken = new Unspoken(channel);
    open.put(channel, unspoken);
    idle.add(unspoken, 0);
    channel.closeFuture().addListener(_ -> closed(channel));
    if (phase == Phase.CUT) {
      channel.close();
    }
  }

  /** It is known what the connection speaks, and the codec is in its place. */
  void speaks(Channel channel, ClientConnection connection) {
    ClientConnection before = open.replace(channel, connection);
    spoken(before);
    if (before != null && phase == Phase.DRAINING) {
      connection.drain();
    }
  }

  private void spoken(@Nullable ClientConnection connection) {
    if (connection instanceof Unspoken unspoken) {
      idle.remove(unspoken);
    }
  }

  private void closed(Channel channel) {
    spoken(open.remove(channel));
    if (open.isEmpty()) {
      gone.run();
    }
  }

  int count() {
    return open.size();
  }

  /** How many have no request under way. */
  int idle() {
    return (int) open.values().stream().filter(ClientConnection::isIdle).count();
  }

  /**
   * Has each connection end with its last exchange, those that come from now on too.
   *
   * @param whenGone runs each time that none is left
   */
  void drain(Runnable whenGone) {
    phase = Phase.DRAINING;
    gone = whenGone;
    List.copyOf(open.values()).forEach(ClientConnection::drain);
    if (open.isEmpty()) {
      gone.run();
    }
  }

  /** Ends those that never said a word; a handshake that began has a time of its own. */
  void leaveSilent() {
    for (ClientConnection connection : List.copyOf(open.values())) {
      if (connection instanceof Unspoken unspoken && unspoken.isSilent()) {
        unspoken.cut();
      }
    }
  }

  /** Ends all that is open, whatever it does. */
  void cut() {
    phase = Phase.CUT;
    List.copyOf(open.values()).forEach(ClientConnection::cut);
  }
}
