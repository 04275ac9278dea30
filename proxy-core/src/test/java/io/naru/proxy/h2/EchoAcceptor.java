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
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers each request with its body and trailers, or, if it has none, with its start and fields;
 * keeps what it saw.
 */
final class EchoAcceptor implements RequestAcceptor {
  private final LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Fault> refused = new LinkedBlockingQueue<>();

  @Override
  public RequestSink begin(Head head, boolean end, Downstream client) {
    String text = text(head);
    Head response = response();
    if (end) {
      client.head(response, new HeadEdits(), false);
      client.data(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1), true);
    } else {
      client.head(response, new HeadEdits(), false);
    }
    return new Echo(client);
  }

  static Head response() {
    Head response = new Head();
    response.status(200);
    response.bodyLength(Head.UNKNOWN_LENGTH);
    response.fields().add("Content-Type", "text/plain");
    return response;
  }

  static String text(Head head) {
    StringBuilder text = new StringBuilder();
    text.append(part(head, head.methodStart(), head.methodEnd())).append(' ');
    text.append(head.target()).append(' ').append(head.authority()).append('\n');
    Fields fields = head.fields();
    for (int i = 0; i < fields.count(); i++) {
      text.append(fields.name(i)).append(": ").append(fields.value(i)).append('\n');
    }
    return text.toString();
  }

  private static String part(Head head, int from, int to) {
    return new String(head.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
    refused.add(fault);
    return FaultResponse.of(fault, grpc);
  }

  /** Forgets what it saw. */
  void forget() {
    log.clear();
    refused.clear();
  }

  /** How the next exchange ended: "completed", or the fault. */
  String nextEnd() throws InterruptedException {
    return String.valueOf(log.poll(10, TimeUnit.SECONDS));
  }

  Fault nextRefusal() throws InterruptedException {
    Fault fault = refused.poll(10, TimeUnit.SECONDS);
    return fault == null ? new Fault.Internal("nothing was refused") : fault;
  }

  private final class Echo implements RequestSink {
    private final Downstream client;

    Echo(Downstream client) {
      this.client = client;
    }

    @Override
    public void data(ByteBuf data, boolean end) {
      client.data(data, end);
    }

    @Override
    public void trailers(Fields trailers) {
      client.trailers(trailers);
    }

    @Override
    public void granted(int bytes) {
      client.grant(bytes);
    }

    @Override
    public void aborted(Fault fault) {
      log.add(fault.toString());
    }

    @Override
    public void completed() {
      log.add("completed");
    }
  }
}
