package io.naru.proxy.exchange;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.netty.buffer.ByteBuf;

/** What the client's codec tells an exchange after its head. */
public interface RequestSink {

  /**
   * A part of the request body, within the credit that was granted. Takes the buffer over.
   *
   * @param end whether the request ends with it
   */
  void data(ByteBuf data, boolean end);

  /** Trailers, which end the request. */
  void trailers(Fields trailers);

  /**
   * The client has taken so many bytes of the response; they may be granted to the endpoint again.
   */
  void granted(int bytes);

  /**
   * The exchange is over on the client's side before its time: the client left, reset the stream,
   * broke the protocol, or fell silent. The codec needs no answer.
   */
  void aborted(Fault fault);

  /** The last byte of the response was handed to the client's connection: the exchange ended. */
  void completed();
}
