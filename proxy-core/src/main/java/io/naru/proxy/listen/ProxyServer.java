package io.naru.proxy.listen;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.naru.proxy.buffer.BufferBudget;
import io.naru.proxy.pool.ConnectionBudget;
import io.naru.proxy.runtime.CurrentTable;
import io.naru.tls.netty.ContextChooser;
import io.naru.tls.netty.UpstreamContexts;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The data plane: event loops, and listeners on them. Started and closed by one thread. */
public final class ProxyServer implements AutoCloseable {
  /** Above zero: a loop that ends without one more turn may leave its connections open. */
  private static final int QUIET_MILLIS = 10;

  private static final int MOST_MILLIS = 5_000;

  private final ServerOptions options;
  private final ContextChooser contexts;
  private final UpstreamContexts upstreams;
  private final EventLoopGroup group;
  private final Map<EventLoop, DataLoop> loops = new HashMap<>();
  private final LoopLag lag;
  private final List<Channel> listening = new ArrayList<>();
  private final ClientConnections clients;
  private final ConnectionBudget endpoints;

  /**
   * Starts the loops; nothing listens yet.
   *
   * @param contexts which certificate a client gets
   * @param upstreams how TLS is spoken to endpoints
   */
  public ProxyServer(
      ServerOptions options,
      CurrentTable tables,
      ContextChooser contexts,
      UpstreamContexts upstreams) {
    this.options = options;
    this.contexts = contexts;
    this.upstreams = upstreams;
    this.clients = new ClientConnections(options.connections().clients());
    this.endpoints =
        new ConnectionBudget(options.connections().endpoints(), options.connections().endpoint());
    this.group =
        new MultiThreadIoEventLoopGroup(
            options.threads(), new DefaultThreadFactory("naru-loop"), options.transport().loops());
    for (EventExecutor each : group) {
      EventLoop loop = (EventLoop) each;
      loops.put(loop, new DataLoop(loop, options, tables, upstreams, endpoints));
    }
    this.lag = new LoopLag(loops.keySet(), System::nanoTime);
  }

  /**
   * Takes connections on one more address.
   *
   * @return where it listens, with the port that it got
   */
  public InetSocketAddress listen(Listener listener) throws BindFailure {
    List<EventLoop> acceptors =
        options.transport().acceptsPerLoop() ? List.copyOf(loops.keySet()) : List.of(group.next());
    int port = freePort(listener);
    List<Channel> bound = new ArrayList<>();
    for (EventLoop acceptor : acceptors) {
      try {
        bound.add(bind(listener, acceptor, port));
      } catch (BindFailure failure) {
        bound.forEach(channel -> channel.close().awaitUninterruptibly());
        throw failure;
      }
    }
    listening.addAll(bound);
    return listener.socketAddress(port);
  }

  /**
   * The listener's port, or a free one where it names none. With SO_REUSEPORT another process could
   * have the port too and take part of our connections, so it is tried without first.
   */
  private static int freePort(Listener listener) throws BindFailure {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(listener.socketAddress(listener.port()));
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new BindFailure(listener, e);
    }
  }

  private Channel bind(Listener listener, EventLoop acceptor, int port) throws BindFailure {
    boolean perLoop = options.transport().acceptsPerLoop();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptor, perLoop ? acceptor : group)
            .channelFactory(options.transport().servers())
            .option(ChannelOption.SO_BACKLOG, AcceptQueue.MOST)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .handler(new AcceptGate(loop(acceptor).loop(), clients, this::evictEverywhere))
            .childHandler(pipeline(listener, port));
    if (perLoop) {
      bootstrap.option(EpollChannelOption.SO_REUSEPORT, true);
    }
    ChannelFuture bound = bootstrap.bind(listener.socketAddress(port)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new BindFailure(listener, bound.cause());
    }
    return bound.channel();
  }

  /** Has every loop close a connection that is idle, where it has one. */
  private void evictEverywhere() {
    loops.forEach((events, loop) -> events.execute(() -> clients.evict(loop.loop().idle())));
  }

  /** The connections of clients, for whoever measures. */
  public ClientConnections clients() {
    return clients;
  }

  /** The connections to endpoints, for whoever measures. */
  public ConnectionBudget endpoints() {
    return endpoints;
  }

  private ServerPipeline pipeline(Listener listener, int port) {
    int seen = listener.advertisedPort().orElse(port);
    return listener.secure()
        ? ServerPipeline.secure(this::loop, contexts, seen)
        : ServerPipeline.plain(this::loop, seen);
  }

  private DataLoop loop(EventLoop events) {
    DataLoop loop = loops.get(events);
    if (loop == null) {
      throw new IllegalStateException("a channel of another server's loop");
    }
    return loop;
  }

  /** Whether its loops turn. */
  public LoopLag lag() {
    return lag;
  }

  /** Begins the end that loses no request. {@link #close} follows when it is over. */
  public Drain drain(DrainTimes times) {
    Map<EventLoop, LoopDrain> parts = new HashMap<>();
    loops.forEach((events, loop) -> parts.put(events, loop.drain(listeningOn(events), times)));
    Drain drain = new Drain(parts, times);
    drain.begin();
    return drain;
  }

  private List<Channel> listeningOn(EventLoop loop) {
    return listening.stream().filter(channel -> loop.equals(channel.eventLoop())).toList();
  }

  /** How TLS is spoken to endpoints, for whoever measures. */
  public UpstreamContexts upstreams() {
    return upstreams;
  }

  /** What the connections of all loops hold. */
  public BufferBudget buffers() {
    return options.buffers();
  }

  /** Stops listening, cuts what is open, and ends the loops. */
  @Override
  public void close() {
    listening.forEach(channel -> channel.close().awaitUninterruptibly());
    loops.forEach((events, loop) -> events.execute(loop::closePools));
    group.shutdownGracefully(QUIET_MILLIS, MOST_MILLIS, MILLISECONDS).awaitUninterruptibly();
  }
}
