package io.naru.proxy.h1;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.loop.IdleConnections;
import io.naru.proxy.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one client's connection, one at a time and in order; what is pipelined behind one
 * waits in a bounded buffer (catalogue C9). Used on its channel's loop.
 */
final class RequestCycle {
  private static final int MAX_READ_AHEAD = 64 * 1024;

  /** A request that is on its way to a connection which drains has arrived by then. */
  private static final Duration LAST_CALL = Duration.ofSeconds(1);

  private enum State {
    /** Waiting for a head, or for its rest. */
    HEAD,
    /** Reading a body for the exchange. */
    BODY,
    /** The request is read; its response is under way. */
    RESPONSE,
    /** Throwing away what is left of a request whose response ended. */
    DISCARD,
    /** The last response is written; what still arrives is thrown away until the client closes. */
    LINGER,
    CLOSED
  }

  private final RequestAcceptor acceptor;
  private final ConnectionFacts facts;
  private final H1Limits limits;
  private final RequestReader reader;
  private final Head head = new Head();
  private final Inbox inbox = new Inbox();
  private final Deadlines.Deadline silence;
  private final ClientChannel channel;
  private final IdleConnections idle;
  private final IdleConnections.Idle spare =
      new IdleConnections.Idle() {
        @Override
        protected boolean evict() {
          return channel().evict();
        }
      };
  private @Nullable H1Downstream current;
  private @Nullable InboundBody body;
  private State state = State.HEAD;
  private boolean processing;
  private boolean headBegan;
  private boolean draining;
  private boolean refusesMore;
  private int requests;

  RequestCycle(
      ChannelHandlerContext ctx,
      Loop loop,
      RequestAcceptor acceptor,
      ConnectionFacts facts,
      H1Limits limits) {
    this.acceptor = acceptor;
    this.facts = facts;
    this.limits = limits;
    this.reader = new RequestReader(limits);
    this.channel = new ClientChannel(ctx, loop, limits.sendPause(), this::stalled);
    this.silence = loop.deadlines().create(this::silent);
    this.idle = loop.idle();
    idle.add(spare, requests);
    await(limits.headTime());
  }

  ClientChannel channel() {
    return channel;
  }

  ConnectionFacts facts() {
    return facts;
  }

  H1Limits limits() {
    return limits;
  }

  /** Whether no request is under way, nor a part of one. */
  boolean isIdle() {
    return current == null && !headBegan;
  }

  boolean isDraining() {
    return draining;
  }

  /**
   * The answer that is under way, or else the next, is the last. A connection that is idle is not
   * closed at once: what its client sends meanwhile would be lost.
   */
  void drain() {
    draining = true;
    if (state == State.HEAD && !headBegan) {
      await(LAST_CALL);
    }
  }

  /** The process waits no longer. */
  void interrupt() {
    H1Downstream exchange = current;
    boolean looksWhole = exchange == null ? channel.hasUnsent() : exchange.endsByClose();
    end(Fault.Refusal.SHUTTING_DOWN);
    cut(looksWhole);
  }

  /** The handler leaves its pipeline. */
  void close() {
    over();
    inbox.clear();
  }

  private void over() {
    state = State.CLOSED;
    silence.disarm();
    idle.remove(spare);
    channel.over();
  }

  private void await(Duration time) {
    silence.arm(time.toMillis());
  }

  /** Bytes came from the client; takes the buffer over. */
  void read(ByteBuf in) {
    if (state == State.LINGER || state == State.CLOSED) {
      refuseMore();
      channel.discard(in);
      return;
    }
    inbox.add(channel.ctx().alloc(), in);
    process();
  }

  /**
   * Reads as far as the state allows. What it calls may end the exchange and so change the state.
   */
  private void process() {
    if (processing) {
      return;
    }
    processing = true;
    try {
      boolean progress = true;
      while (progress) {
        progress =
            switch (state) {
              case HEAD -> channel.isWritable() && readHead();
              case BODY, DISCARD -> readBody();
              case RESPONSE, LINGER, CLOSED -> false;
            };
      }
      settle();
    } finally {
      processing = false;
    }
  }

  private void settle() {
    if (state == State.LINGER || state == State.CLOSED) {
      if (!inbox.isEmpty()) {
        refuseMore();
      }
      inbox.clear();
    } else if (waits() && inbox.size() > readAhead()) {
      channel.pause();
    }
    inbox.trim();
  }

  private int readAhead() {
    return Math.min(MAX_READ_AHEAD, channel.buffers().pressure().window());
  }

  /** Whether the next head is not read yet: a client that takes no answers makes none either. */
  private boolean waits() {
    return state == State.RESPONSE || state == State.HEAD && !channel.isWritable();
  }

  private boolean readHead() {
    boolean began = !inbox.isEmpty();
    return switch (reader.read(inbox.bytes(), head)) {
      case RequestReader.Outcome.Incomplete() -> {
        if (began && !channel.buffers().admits()) {
          refuse(Fault.Overload.BUFFERS);
        } else if (began && !headBegan) {
          headBegan = true;
          await(limits.headTime());
        }
        yield false;
      }
      case RequestReader.Outcome.Complete() -> {
        begin();
        yield true;
      }
      case RequestReader.Outcome.Refused(Fault fault) -> {
        refuse(fault);
        yield false;
      }
    };
  }

  private void begin() {
    headBegan = false;
    idle.remove(spare);
    requests++;
    boolean persists =
        ConnectionField.persists(head) && requests < limits.requests() && !limits.idle().isZero();
    InboundBody begun = new InboundBody(this, head);
    body = begun;
    state = begun.isDone() ? State.RESPONSE : State.BODY;
    if (state == State.BODY) {
      await(limits.bodyPause());
    }
    H1Downstream exchange = new H1Downstream(this, head, begun, persists);
    current = exchange;
    exchange.begin(acceptor);
  }

  /** Whether another request may follow in what is there already. */
  private boolean readBody() {
    InboundBody reading = body;
    if (reading == null) {
      return false;
    }
    if (!inbox.isEmpty()) {
      await(limits.bodyPause());
      Optional<String> bad = reading.read(inbox.bytes());
      if (bad.isPresent()) {
        malformed(new Fault.BadRequest(bad.get()));
        return false;
      }
    }
    if (reading.isDone()) {
      bodyRead();
    } else if (state == State.DISCARD && reading.isOverrun()) {
      finish();
    }
    return state == State.HEAD;
  }

  private void bodyRead() {
    if (state == State.BODY) {
      state = State.RESPONSE;
    } else if (state == State.DISCARD) {
      next();
    }
  }

  private void malformed(Fault fault) {
    if (state == State.BODY && current != null) {
      current.malformed(fault);
    } else if (state == State.DISCARD) {
      finish();
    }
  }

  /** Answers what cannot be an exchange, or not any more, and closes. */
  void refuse(Fault fault) {
    current = null;
    H1Downstream.write(this, acceptor.refuse(fault, false, facts), false, head);
    finish();
  }

  /** The exchange's response is written to its end. */
  void ended(boolean persists) {
    current = null;
    if (!persists) {
      refusesMore = draining && state == State.RESPONSE;
      finish();
    } else if (state == State.BODY && body != null) {
      state = State.DISCARD;
      body.discard();
      process();
    } else if (state == State.RESPONSE) {
      next();
      process();
    }
  }

  private void next() {
    state = State.HEAD;
    body = null;
    head.clear();
    idle.add(spare, requests);
    await(idle());
    channel.resume();
  }

  private Duration idle() {
    return draining ? LAST_CALL : limits.idle();
  }

  /** The client's next part of a body is awaited from now on. */
  void bodyWanted() {
    if (state == State.BODY || state == State.DISCARD) {
      await(limits.bodyPause());
      channel.resume();
    }
  }

  /** See {@link ClientChannel#cut}. */
  void cut(boolean endsByClose) {
    current = null;
    over();
    channel.cut(endsByClose);
  }

  /** What comes behind the last answer was not acted on: its client may send it again. */
  private void refuseMore() {
    if (refusesMore) {
      refusesMore = false;
      var _ = acceptor.refuse(Fault.Refusal.SHUTTING_DOWN, false, facts);
    }
  }

  private void finish() {
    state = State.LINGER;
    silence.disarm();
    idle.remove(spare);
    process();
    channel.finish();
  }

  /** The client takes bytes again, or does not any more. */
  void writabilityChanged() {
    channel.writabilityChanged();
    if (!channel.isWritable()) {
      return;
    }
    if (current != null) {
      current.writable();
    } else if (state == State.HEAD) {
      channel.resume();
      process();
    }
  }

  /** The client has taken nothing for too long. */
  private void stalled() {
    if (current != null) {
      current.expired(Fault.Client.SEND_TIMEOUT);
    }
    cut(false);
  }

  /** The client has sent nothing for too long. */
  private void silent() {
    switch (state) {
      case HEAD -> headSilent();
      case BODY -> bodySilent();
      case DISCARD -> cut(false);
      case RESPONSE, LINGER, CLOSED -> {}
    }
  }

  /** While answers wait for the client, it is their own pause that it may exceed. */
  private void headSilent() {
    if (!channel.isWritable()) {
      await(idle());
      return;
    }
    if (draining && !headBegan) {
      refusesMore = true;
      finish();
      return;
    }
    if (headBegan) {
      var _ = acceptor.refuse(Fault.Client.HEAD_TIMEOUT, false, facts);
    }
    cut(false);
  }

  /** A client that nobody asked for its body, or that has its answer already, is not to blame. */
  private void bodySilent() {
    if (body != null && body.isWanted() && current != null && current.owesBody()) {
      current.expired(Fault.Client.BODY_TIMEOUT);
      cut(false);
    } else {
      await(limits.bodyPause());
    }
  }

  /** The connection is gone, or must go: its exchange ends before its time. */
  void end(Fault fault) {
    over();
    H1Downstream exchange = current;
    current = null;
    if (exchange != null) {
      exchange.expired(fault);
    }
  }
}
