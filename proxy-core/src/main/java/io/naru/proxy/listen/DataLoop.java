package io.naru.proxy.listen;

import io.naru.proxy.balance.LoopBalancer;
import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.ExchangeLedger;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.forward.Forwarder;
import io.naru.proxy.h1.H1Server;
import io.naru.proxy.h2.H2Limits;
import io.naru.proxy.h2.H2Loop;
import io.naru.proxy.h2.H2Server;
import io.naru.proxy.loop.Loop;
import io.naru.proxy.policy.ClientLimits;
import io.naru.proxy.pool.ConnectionBudget;
import io.naru.proxy.pool.LoopState;
import io.naru.proxy.pool.NettyConnector;
import io.naru.proxy.runtime.CurrentTable;
import io.naru.tls.netty.UpstreamContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Everything that one event loop owns: its clients' connections, their exchanges, and the pools
 * behind them. No exchange ever leaves it (DESIGN 3.3).
 */
final class DataLoop {
  private final Loop loop;
  private final CurrentTable tables;
  private final H2Loop h2;
  private final LoopState pools;
  private final ExchangeLedger ledger = new ExchangeLedger();
  private final Clients clients;
  private final RequestAcceptor exchanges;
  private ConnectionLimits limits = ConnectionLimits.of(ClientLimits.DEFAULT);

  /**
   * @param endpoints shared by all loops
   */
  DataLoop(
      EventLoop events,
      ServerOptions options,
      CurrentTable tables,
      UpstreamContexts contexts,
      ConnectionBudget endpoints) {
    this.loop = Loop.of(events, options.buffers().share());
    this.clients = new Clients(loop.idle());
    this.tables = tables;
    this.h2 = new H2Loop(loop, H2Limits.ENDPOINTS);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    NettyConnector connector =
        new NettyConnector(loop, options.transport().clients(), contexts, h2);
    this.pools = new LoopState(loop, connector, options.pools(), endpoints);
    LoopBalancer balancer = new LoopBalancer(random, System::nanoTime);
    this.exchanges = new Forwarder(tables, pools, balancer, random, ledger, options.installation());
    tables.subscribe(events, pools);
    tables.subscribe(events, table -> balancer.keep(table.snapshot().upstreams()));
  }

  Loop loop() {
    return loop;
  }

  /** The limits of the current table, for a connection that begins now. */
  private ConnectionLimits limits() {
    ClientLimits current = tables.get().snapshot().clients();
    if (!limits.clients().equals(current)) {
      limits = ConnectionLimits.of(current);
    }
    return limits;
  }

  /** From now on the connection speaks HTTP/1.x. */
  void http1(ChannelHandlerContext ctx, ConnectionFacts client) {
    speaks(ctx, new H1Server(loop, exchanges, client, limits().h1()));
  }

  /** From now on the connection speaks HTTP/2. */
  void http2(ChannelHandlerContext ctx, ConnectionFacts client) {
    H2Server server = h2.server(exchanges, client, limits().h2());
    ctx.pipeline().addLast(server.handler());
    clients.speaks(ctx.channel(), server);
  }

  /** Answers whatever is asked in plain HTTP of a port that speaks TLS (behaviour 11). */
  void plainOnTlsPort(ChannelHandlerContext ctx, ConnectionFacts client) {
    speaks(ctx, new H1Server(loop, new PlainOnTlsPort(exchanges), client, limits().h1()));
  }

  private void speaks(ChannelHandlerContext ctx, H1Server server) {
    ctx.pipeline().addLast(server);
    clients.speaks(ctx.channel(), server);
  }

  Clients clients() {
    return clients;
  }

  /** What a drain does here; to be begun on the loop. */
  LoopDrain drain(List<Channel> listeners, DrainTimes times) {
    return new LoopDrain(loop.deadlines(), clients, ledger, listeners, times);
  }

  /** Lets go of the endpoints: no request follows. */
  void closePools() {
    pools.close();
  }
}
