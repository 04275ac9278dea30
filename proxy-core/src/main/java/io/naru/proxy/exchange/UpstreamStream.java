package io.naru.proxy.exchange;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.netty.buffer.ByteBuf;
import java.time.Duration;

/**
 * The endpoint's side of one attempt, as its protocol offers it. {@link #head} comes first and
 * once. After the attempt's end, calls are ignored (buffers are released).
 */
public interface UpstreamStream {

  /**
   * The request head. It is written before the call returns.
   *
   * @param end whether the request ends with it
   */
  void head(Head head, HeadEdits edits, boolean end);

  /** A part of the request body, within the credit that was granted. Takes the buffer over. */
  void data(ByteBuf data, boolean end);

  /** Trailers, which end the request; a protocol that does not forward them ends it without. */
  void trailers(Fields trailers);

  /** Allows the endpoint to send so many more bytes of its body. */
  void grant(int bytes);

  /**
   * Tells the sink of what the endpoint took and it was not told of yet: a socket may take bytes
   * without a word.
   */
  default void settle() {}

  /** Gives the attempt up; the sink hears nothing more. */
  void cancel();

  /**
   * As {@link #cancel}, because nothing came of the attempt for as long as {@code timeout}. A
   * connection that was as silent to everybody may be dead: it gets no others until it is heard of.
   */
  default void expire(Duration timeout) {
    cancel();
  }
}
