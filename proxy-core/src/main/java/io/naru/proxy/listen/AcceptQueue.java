package io.naru.proxy.listen;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that the kernel has made for a listener and nobody has accepted. Their clients
 * may have sent a request already, and closing the listener resets them: with SO_REUSEPORT too,
 * where another listener of the port would do.
 */
final class AcceptQueue {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptQueue.class);
  private static final int ADDRESS_BYTES = 26;

  /** The longest that a queue may be. */
  static final int MOST = 4096;

  private AcceptQueue() {}

  /**
   * Accepts what is there, and closes the listener the moment that nothing is, or all that was
   * there at first is accepted. Runs on the listener's loop. The JDK's channels do not show their
   * queue: what is in it is lost.
   */
  static void close(Channel listener) {
    if (listener instanceof EpollServerSocketChannel epoll && epoll.fd() instanceof Socket socket) {
      acceptAll(socket, epoll);
    }
    listener.close();
  }

  private static void acceptAll(Socket socket, EpollServerSocketChannel listener) {
    byte[] address = new byte[ADDRESS_BYTES];
    try {
      int next = socket.accept(address);
      for (int accepted = 0; next >= 0 && accepted < MOST; accepted++) {
        listener.pipeline().fireChannelRead(new EpollSocketChannel(next));
        next = socket.accept(address);
      }
    } catch (IOException e) {
      LOG.warn("connections that wait for {} are lost: {}", listener.localAddress(), e.toString());
    }
  }
}
