package io.naru.proxy.listen;

import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.loop.Loop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in a listening channel before its connections are taken in, and keeps their number within
 * its bound. A newcomer that finds no room gets that of the longest idle connection. Where none is
 * idle it waits unread for {@link #PATIENCE}, and is closed if nobody left meanwhile, or at once
 * where enough wait already: in the system's queue it could not be told how long it waits. Used on
 * its channel's loop.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptGate.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Between two looks whether others made room. */
  private static final Duration PACE = Duration.ofMillis(50);

  /** Accepting pauses for so long when the system had no descriptor for a newcomer. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** So many idle connections give theirs back then. */
  private static final int GIVEN_BACK = 16;

  private final Loop loop;
  private final ClientConnections clients;
  private final Runnable evictElsewhere;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final Deadlines.Deadline again;
  private final Deadlines.Deadline resume;
  private @Nullable ChannelHandlerContext ctx;
  private boolean failing;

  private record Waiting(Channel newcomer, long sinceMillis) {}

  /**
   * @param evictElsewhere asks other loops for an idle connection
   */
  AcceptGate(Loop loop, ClientConnections clients, Runnable evictElsewhere) {
    this.loop = loop;
    this.clients = clients;
    this.evictElsewhere = evictElsewhere;
    this.again = loop.deadlines().create(this::lookAgain);
    this.resume = loop.deadlines().create(() -> accepting(true));
  }

  private ChannelHandlerContext ctx() {
    if (ctx == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return ctx;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel newcomer = (Channel) message;
    failing(false);
    admitWaiting();
    if (waiting.isEmpty() && admit(newcomer)) {
      return;
    }
    if (clients.mayWait()) {
      waiting.add(new Waiting(newcomer, loop.deadlines().coarseMillis()));
    } else {
      refuse(newcomer);
    }
    askOthers();
  }

  private boolean admit(Channel newcomer) {
    boolean admitted = clients.take(newcomer) || makeRoom() && clients.take(newcomer);
    if (admitted) {
      ctx().fireChannelRead(newcomer);
    }
    return admitted;
  }

  private boolean makeRoom() {
    return clients.evict(loop.idle());
  }

  private void refuse(Channel newcomer) {
    clients.countRefused();
    newcomer.unsafe().closeForcibly();
  }

  private void askOthers() {
    if (!again.isArmed()) {
      again.arm(PACE.toMillis());
      evictElsewhere.run();
    }
  }

  /** In the order in which they came. */
  private void admitWaiting() {
    while (!waiting.isEmpty() && admit(waiting.element().newcomer())) {
      endWait();
    }
  }

  private void lookAgain() {
    admitWaiting();
    long inVain = loop.deadlines().coarseMillis() - PATIENCE.toMillis();
    while (!waiting.isEmpty() && waiting.element().sinceMillis() <= inVain) {
      refuse(endWait());
    }
    if (!waiting.isEmpty()) {
      askOthers();
    }
  }

  private Channel endWait() {
    clients.waitEnded();
    return waiting.remove().newcomer();
  }

  private void accepting(boolean on) {
    ctx().channel().config().setAutoRead(on);
  }

  /** Netty's own answer to a failed accept would be a line in the log for each, with its trace. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      context.fireExceptionCaught(cause);
      return;
    }
    clients.countFailed();
    failing(true);
    accepting(false);
    resume.arm(PAUSE.toMillis());
    for (int i = 0; i < GIVEN_BACK && makeRoom(); i++) {
      // each is a descriptor for a newcomer
    }
  }

  private void failing(boolean now) {
    if (now && !failing) {
      LOG.warn("the system has no descriptors left for connections of clients");
    } else if (!now && failing) {
      LOG.info("the system has descriptors for connections of clients again");
    }
    failing = now;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    again.disarm();
    resume.disarm();
    while (!waiting.isEmpty()) {
      refuse(endWait());
    }
    context.fireChannelInactive();
  }
}
