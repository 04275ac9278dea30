package io.naru.proxy.listen;

import io.naru.proxy.exchange.ClientConnection;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private final Map<Channel, ClientConnection> open = new HashMap<>();
  private Phase phase = Phase.SERVING;
  private Runnable gone = () -> {};

  /** It has not said yet what it speaks. */
  private record Unspoken(Channel channel) implements ClientConnection {
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
    open.put(channel, new Unspoken(channel));
    channel.closeFuture().addListener(_ -> closed(channel));
    if (phase == Phase.CUT) {
      channel.close();
    }
  }

  /** It is known what the connection speaks, and the codec is in its place. */
  void speaks(Channel channel, ClientConnection connection) {
    if (open.replace(channel, connection) != null && phase == Phase.DRAINING) {
      connection.drain();
    }
  }

  private void closed(Channel channel) {
    open.remove(channel);
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
