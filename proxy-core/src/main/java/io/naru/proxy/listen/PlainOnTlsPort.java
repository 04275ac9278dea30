package io.naru.proxy.listen;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;

/** Refuses every request that comes in plain HTTP to a port that speaks TLS. */
record PlainOnTlsPort(RequestAcceptor answers) implements RequestAcceptor {

  @Override
  public RequestSink begin(Head head, boolean end, Downstream client) {
    client.reply(
        answers.refuse(Fault.Refusal.PLAIN_HTTP_ON_TLS_PORT, head.isGrpc(), client.connection()));
    return Refused.REQUEST;
  }

  @Override
  public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
    return answers.refuse(fault, grpc, connection);
  }

  /** A request that was answered at its head. */
  private enum Refused implements RequestSink {
    REQUEST;

    @Override
    public void data(ByteBuf data, boolean end) {
      data.release();
    }

    @Override
    public void trailers(Fields trailers) {}

    @Override
    public void granted(int bytes) {}

    @Override
    public void aborted(Fault fault) {}

    @Override
    public void completed() {}
  }
}
