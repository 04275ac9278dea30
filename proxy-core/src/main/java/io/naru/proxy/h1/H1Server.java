package io.naru.proxy.h1;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.loop.FlushBatch;
import io.naru.proxy.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's HTTP/1.x connection: one request at a time, in order; what is pipelined behind it
 * waits in a bounded buffer (catalogue C9). Runs on its channel's loop.
 */
public final class H1Server extends ChannelInboundHandlerAdapter {
  private static final int MAX_READ_AHEAD = 64 * 1024;

  private enum State {
    /** Waiting for a head, or for its rest. */
    HEAD,
    /** Reading a body for the exchange. */
    BODY,
    /** The request is read; its response is under way. */
    RESPONSE,
    /** Throwing away what is left of a request whose response ended. */
    DISCARD,
    /** The last response is sent; what still arrives is thrown away until the client closes. */
    LINGER,
    CLOSED
  }

  private final Loop loop;
  private final RequestAcceptor acceptor;
  private final ConnectionFacts facts;
  private final H1Limits limits;
  private final RequestReader reader;
  private final Head head = new Head();
  private final Deadlines.Deadline deadline;
  private final FlushBatch.Flushable flushable =
      new FlushBatch.Flushable() {
        @Override
        protected void flushMarked() {
          context().flush();
        }
      };
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable H1Downstream current;
  private BodyDecoder body = new BodyDecoder.Sized(0);
  private ByteBuf pending = Unpooled.EMPTY_BUFFER;
  private State state = State.HEAD;
  private boolean processing;
  private boolean headBegan;
  private int requests;
  private long discarded;
  private long unsent;

  public H1Server(Loop loop, RequestAcceptor acceptor, ConnectionFacts facts, H1Limits limits) {
    this.loop = loop;
    this.acceptor = acceptor;
    this.facts = facts;
    this.limits = limits;
    this.reader = new RequestReader(limits);
    this.deadline = loop.deadlines().create(this::expired);
  }

  ChannelHandlerContext context() {
    if (ctx == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return ctx;
  }

  ConnectionFacts facts() {
    return facts;
  }

  H1Limits limits() {
    return limits;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    arm(limits.headTime());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    deadline.disarm();
    pending.release();
    pending = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (state == State.LINGER || state == State.CLOSED) {
      linger(in);
      return;
    }
    pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), pending, in);
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
              case HEAD -> readHead();
              case BODY -> readBody();
              case DISCARD -> discardBody();
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
      discarded += pending.readableBytes();
      pending.skipBytes(pending.readableBytes());
    }
    if (!pending.isReadable()) {
      pending.release();
      pending = Unpooled.EMPTY_BUFFER;
    }
    if (state == State.RESPONSE && pending.readableBytes() > MAX_READ_AHEAD) {
      context().channel().config().setAutoRead(false);
    }
  }

  private boolean readHead() {
    boolean began = pending.isReadable();
    return switch (reader.read(pending, head)) {
      case RequestReader.Outcome.Incomplete() -> {
        if (began && !headBegan) {
          headBegan = true;
          arm(limits.headTime());
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
    requests++;
    boolean end = head.bodyLength() == 0;
    body = BodyDecoder.of(head);
    state = end ? State.RESPONSE : State.BODY;
    if (!end) {
      arm(limits.bodyPause());
    }
    boolean persists =
        ConnectionField.persists(head) && requests < limits.requests() && !limits.idle().isZero();
    ConnectionField.removeNominated(head.fields());
    H1Downstream exchange = new H1Downstream(this, head, persists);
    current = exchange;
    exchange.begin(acceptor);
  }

  private boolean readBody() {
    H1Downstream exchange = current;
    if (exchange == null || !pending.isReadable()) {
      return false;
    }
    arm(limits.bodyPause());
    Optional<String> bad = body.read(pending, exchange.parts());
    if (bad.isPresent()) {
      exchange.malformed(new Fault.BadRequest(bad.get()));
      return false;
    }
    if (body.isDone() && state == State.BODY) {
      state = State.RESPONSE;
    }
    return state != State.BODY;
  }

  private boolean discardBody() {
    int before = pending.readableBytes();
    Optional<String> bad = body.read(pending, Discarded.PARTS);
    discarded += before - pending.readableBytes();
    if (bad.isPresent() || discarded > limits.window()) {
      closeAfterFlush();
      return false;
    }
    if (body.isDone()) {
      next();
      return true;
    }
    return false;
  }

  /** Parts that nobody wants. */
  private enum Discarded implements BodyDecoder.Parts {
    PARTS;

    @Override
    public void part(ByteBuf data, boolean end) {
      data.release();
    }

    @Override
    public void end(Fields trailers) {}
  }

  /** Answers what cannot be an exchange, or not any more, and closes. */
  void refuse(Fault fault) {
    current = null;
    H1Downstream.write(this, acceptor.refuse(fault, false, facts), false, Head.Version.HTTP_1_1);
    closeAfterFlush();
  }

  /** The exchange's response is written to its end. */
  void ended(boolean persists) {
    current = null;
    if (!persists) {
      closeAfterFlush();
    } else if (state == State.BODY) {
      state = State.DISCARD;
      discarded = 0;
      resume();
      process();
    } else if (state == State.RESPONSE) {
      next();
      process();
    }
  }

  private void next() {
    state = State.HEAD;
    arm(limits.idle());
    resume();
  }

  /** More of the body is wanted, or the next request. */
  void resume() {
    if (!context().channel().config().isAutoRead()) {
      context().channel().config().setAutoRead(true);
    }
  }

  void pause() {
    context().channel().config().setAutoRead(false);
  }

  void flush() {
    loop.flushes().mark(flushable);
  }

  /** The response cannot be completed: the client must see that, so the connection is cut. */
  void cut() {
    current = null;
    state = State.CLOSED;
    deadline.disarm();
    context().close();
  }

  /**
   * Closes in a way that lets the client read the last response: our side ends first, and what
   * still arrives is thrown away for a while, because unread bytes would turn the close into a
   * reset.
   */
  private void closeAfterFlush() {
    state = State.LINGER;
    discarded = 0;
    process();
    resume();
    arm(LINGER_TIME);
    context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> Linger.halfClose(context()));
  }

  private static final Duration LINGER_TIME = Duration.ofSeconds(2);
  private static final int MAX_LINGER = 1024 * 1024;

  private void linger(ByteBuf in) {
    discarded += in.readableBytes();
    in.release();
    if (discarded > MAX_LINGER && state == State.LINGER) {
      state = State.CLOSED;
      context().close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!context.channel().isWritable()) {
      unsent = pendingWrites();
      arm(limits.sendPause());
    } else if (current != null) {
      current.writable();
    }
    context.fireChannelWritabilityChanged();
  }

  private long pendingWrites() {
    var buffer = context().channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  private void expired() {
    if (!context().channel().isWritable()) {
      sendExpired();
      return;
    }
    switch (state) {
      case HEAD, DISCARD, LINGER -> cut();
      case BODY -> {
        if (current != null && current.wantsBody()) {
          current.expired(Fault.Client.BODY_TIMEOUT);
          cut();
        } else {
          arm(limits.bodyPause());
        }
      }
      case RESPONSE, CLOSED -> {}
    }
  }

  /** The pause is between two writes that the client takes: any progress begins a new one. */
  private void sendExpired() {
    long left = pendingWrites();
    if (left < unsent) {
      unsent = left;
      arm(limits.sendPause());
    } else {
      if (current != null) {
        current.expired(Fault.Client.SEND_TIMEOUT);
      }
      cut();
    }
  }

  private void arm(Duration time) {
    deadline.arm(time.toMillis());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    state = State.CLOSED;
    deadline.disarm();
    if (current != null) {
      current.expired(Fault.Client.GONE);
      current = null;
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
