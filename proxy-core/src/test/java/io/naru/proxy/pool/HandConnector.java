package io.naru.proxy.pool;

import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that open, fill and close when the test says so. */
final class HandConnector implements Connector {
  final Deque<Wish> wishes = new ArrayDeque<>();

  /** A connection that a pool asked for. */
  record Wish(Duration timeout, UpstreamConnection.Owner owner, Outcome outcome) {

    /** It is there, with room for so many streams. */
    HandConnection opens(int room) {
      HandConnection connection = new HandConnection(owner, room);
      outcome.connected(connection);
      return connection;
    }

    void fails(Fault.Upstream fault) {
      outcome.failed(fault);
    }
  }

  @Override
  public void connect(
      Target target, Duration timeout, UpstreamConnection.Owner owner, Outcome outcome) {
    wishes.add(new Wish(timeout, owner, outcome));
  }

  /** A connection that counts. */
  static final class HandConnection implements UpstreamConnection {
    private final Owner owner;
    private final int room;
    private int open;
    private boolean reused;
    private boolean draining;
    private boolean closed;

    HandConnection(Owner owner, int room) {
      this.owner = owner;
      this.room = room;
    }

    @Override
    public int capacity() {
      return draining || closed ? 0 : room - open;
    }

    @Override
    public boolean isIdle() {
      return open == 0;
    }

    @Override
    public boolean mayHaveDiedOfAge() {
      return reused;
    }

    boolean isClosed() {
      return closed;
    }

    boolean isDraining() {
      return draining;
    }

    @Override
    public UpstreamStream open(ResponseSink sink) {
      open++;
      return new Stream();
    }

    /** One of its streams ends. */
    void endOne() {
      open--;
      reused = true;
      if (draining && open == 0) {
        close();
      } else {
        owner.available(this);
      }
    }

    @Override
    public void drain() {
      draining = true;
      if (open == 0) {
        close();
      }
    }

    void close() {
      if (!closed) {
        closed = true;
        owner.closed(this);
      }
    }

    private static final class Stream implements UpstreamStream {
      @Override
      public void head(Head head, HeadEdits edits, boolean end) {}

      @Override
      public void data(ByteBuf data, boolean end) {
        data.release();
      }

      @Override
      public void trailers(Fields trailers) {}

      @Override
      public void grant(int bytes) {}

      @Override
      public void cancel() {}
    }
  }
}
