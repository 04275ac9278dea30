package io.naru.proxy.exchange;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.netty.buffer.ByteBuf;

/**
 * The client's side of one exchange, as its protocol offers it. The order of calls is: any number
 * of {@link #informational}, then either {@link #reply}, or {@link #head} followed by {@link #data}
 * and at most one {@link #trailers} until one of them ends the response. After the end, or {@link
 * #abort}, calls are ignored (buffers are released).
 */
public interface Downstream {

  /** Who is at the other end. */
  ConnectionFacts connection();

  /** A 1xx head other than 101, passed on where the client's protocol can take it. */
  void informational(Head head);

  /**
   * The final response head. It is written before the call returns.
   *
   * @param end whether the response ends with it
   */
  void head(Head head, HeadEdits edits, boolean end);

  /**
   * A part of the response body, within the credit that was granted. Takes the buffer over.
   *
   * @param end whether the response ends with it
   */
  void data(ByteBuf data, boolean end);

  /** Trailers, which end the response. */
  void trailers(Fields trailers);

  /** A whole response that Naru makes itself. */
  void reply(Reply reply);

  /**
   * Ends a response that cannot be completed: HTTP/1.1 cuts the connection, HTTP/2 the stream, or
   * tells a gRPC client the reason in trailers.
   */
  void abort(Fault fault);

  /** Allows the client to send so many more bytes of its body. */
  void grant(int bytes);

  /**
   * The rest of the request's body is not wanted: it is thrown away, within bounds, or cut off. The
   * exchange hears nothing more of it.
   */
  void discard();
}
