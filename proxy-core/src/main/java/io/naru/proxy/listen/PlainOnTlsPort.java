package io.naru.proxy.listen;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.NoExchange;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;

/** Refuses every request that comes in plain HTTP to a port that speaks TLS. */
record PlainOnTlsPort(RequestAcceptor answers) implements RequestAcceptor {

  @Override
  public RequestSink begin(Head head, boolean end, Downstream client) {
    client.reply(
        answers.refuse(Fault.Refusal.PLAIN_HTTP_ON_TLS_PORT, head.isGrpc(), client.connection()));
    return NoExchange.INSTANCE;
  }

  @Override
  public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
    return answers.refuse(fault, grpc, connection);
  }
}
