package io.naru.proxy.exchange;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;

/** Where the codecs of the client's side bring their requests. */
public interface RequestAcceptor {

  /**
   * A request has begun. The head belongs to the exchange until it ended. An exchange may answer
   * before the call returns; its sink hears of the end afterwards.
   *
   * @param end whether the request has no body
   */
  RequestSink begin(Head head, boolean end, Downstream client);

  /**
   * A request that no exchange can be made of, for the answer, the log and the metrics.
   *
   * @param grpc whether the refused request is known to be a gRPC call
   * @return what the codec sends before it closes; a client that fell silent is sent nothing
   */
  Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection);
}
