package io.naru.proxy.h2;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers each request with a body of so many bytes, by credit; takes request bodies in, and grants
 * them again unless the path is {@code /stall}.
 */
final class Producer implements RequestAcceptor {
  static final int CREDIT = 64 * 1024;

  private final int size;
  private final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> refusals = new LinkedBlockingQueue<>();
  private volatile int mostOut;

  Producer(int size) {
    this.size = size;
  }

  /** The most bytes that any response had out of its credit. */
  int mostOut() {
    return mostOut;
  }

  String nextEnd() throws InterruptedException {
    return String.valueOf(ends.poll(10, TimeUnit.SECONDS));
  }

  @Override
  public RequestSink begin(Head head, boolean end, Downstream client) {
    Response response = new Response(client, head.target().equals("/stall"));
    if (end) {
      response.start();
    }
    return response;
  }

  /** The next request that no exchange was made of, by its fault. */
  String nextRefusal() throws InterruptedException {
    return String.valueOf(refusals.poll(10, TimeUnit.SECONDS));
  }

  @Override
  public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
    refusals.add(fault.toString());
    return FaultResponse.of(fault, grpc);
  }

  private final class Response implements RequestSink {
    private final Downstream client;
    private final boolean stalls;
    private int credit = CREDIT;
    private int sent;

    Response(Downstream client, boolean stalls) {
      this.client = client;
      this.stalls = stalls;
    }

    void start() {
      client.head(EchoAcceptor.response(), new HeadEdits(), size == 0);
      produce();
    }

    private void produce() {
      while (credit > 0 && sent < size) {
        int n = Math.min(Math.min(credit, 8192), size - sent);
        credit -= n;
        sent += n;
        mostOut = Math.max(mostOut, CREDIT - credit);
        ByteBuf part = PooledByteBufAllocator.DEFAULT.buffer(n).writeZero(n);
        client.data(part, sent == size);
      }
    }

    @Override
    public void data(ByteBuf data, boolean end) {
      int bytes = data.readableBytes();
      data.release();
      if (!stalls) {
        client.grant(bytes);
      }
      if (end) {
        start();
      }
    }

    @Override
    public void trailers(Fields trailers) {
      start();
    }

    @Override
    public void granted(int bytes) {
      boolean asleep = credit == 0;
      credit += bytes;
      if (asleep) {
        produce();
      }
    }

    @Override
    public void aborted(Fault fault) {
      ends.add(fault.toString());
    }

    @Override
    public void completed() {
      ends.add("completed");
    }
  }
}
