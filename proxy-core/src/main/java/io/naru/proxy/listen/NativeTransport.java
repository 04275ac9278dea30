package io.naru.proxy.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * How sockets are driven.
 *
 * @param acceptsPerLoop whether several server sockets may share a port, one a loop (SO_REUSEPORT)
 */
public record NativeTransport(
    String name,
    IoHandlerFactory loops,
    ChannelFactory<ServerChannel> servers,
    ChannelFactory<Channel> clients,
    boolean acceptsPerLoop) {

  /** epoll where it is there, else the JDK's selectors. */
  public static NativeTransport detect() {
    return Epoll.isAvailable()
        ? new NativeTransport(
            "epoll",
            EpollIoHandler.newFactory(),
            EpollServerSocketChannel::new,
            EpollSocketChannel::new,
            true)
        : new NativeTransport(
            "nio",
            NioIoHandler.newFactory(),
            NioServerSocketChannel::new,
            NioSocketChannel::new,
            false);
  }
}
