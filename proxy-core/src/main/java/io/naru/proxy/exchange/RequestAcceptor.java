package io.naru.proxy.exchange;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;

/** Where the codecs of the client's side bring their requests. */
public interface RequestAcceptor {

  /**
   * A request has begun. The head belongs to the exchange until it ended.
   *
   * @param end whether the request has no body
   */
  RequestSink begin(Head head, boolean end, Downstream client);

  /**
   * A request that no exchange can be made of, for the answer, the log and the metrics.
   *
   * @param grpc whether the refused request is known to be a gRPC call
   * @return what the codec sends before it closes
   */
  Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection);
}
