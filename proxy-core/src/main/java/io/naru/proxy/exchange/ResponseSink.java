package io.naru.proxy.exchange;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;

/** What the endpoint's codec tells an attempt. After {@link #failed} or an end nothing follows. */
public interface ResponseSink {

  /** A 1xx head. It is valid during the call. */
  void informational(Head head);

  /**
   * The final head. It is valid during the call.
   *
   * @param end whether the response ends with it
   */
  void head(Head head, boolean end);

  /**
   * A part of the body, within the credit that was granted. Takes the buffer over.
   *
   * @param end whether the response ends with it
   */
  void data(ByteBuf data, boolean end);

  /** Trailers, which end the response. They are valid during the call. */
  void trailers(Fields trailers);

  /**
   * The endpoint has taken so many bytes of the request, which means that they are in its socket or
   * in its stream's window; they may be granted to the client again. Told later than the call that
   * handed them over.
   */
  void granted(int bytes);

  /** The attempt ended before its response did. */
  void failed(Fault.Upstream fault);
}
