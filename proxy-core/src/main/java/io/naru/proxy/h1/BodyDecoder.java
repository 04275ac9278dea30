package io.naru.proxy.h1;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Takes a message's body out of the bytes that follow its head. One decoder reads one body. */
sealed interface BodyDecoder permits BodyDecoder.Sized, BodyDecoder.UntilClose, ChunkedBody {

  /** Where the parts go. */
  interface Parts {

    /** A part; takes the buffer over. */
    void part(ByteBuf data, boolean end);

    /** The end of a body that announced it by other means than its last part, with its trailers. */
    void end(Fields trailers);
  }

  /**
   * Reads what is there of the body and no byte more.
   *
   * @return why the body is malformed; nothing can be read from the connection any more then
   */
  Optional<String> read(ByteBuf in, Parts parts);

  /** Whether the body is read to its end. */
  boolean isDone();

  /** The decoder of what has no body. It has no state that could change. */
  BodyDecoder NONE = new Sized(0);

  /** The decoder for a body whose end its head announces, in one way or the other. */
  static BodyDecoder of(Head head, Strictness strictness) {
    if (head.bodyLength() == 0) {
      return NONE;
    }
    return head.bodyLength() == Head.UNKNOWN_LENGTH
        ? new ChunkedBody(strictness)
        : new Sized(head.bodyLength());
  }

  /** A body whose length was said. */
  final class Sized implements BodyDecoder {
    private long left;

    Sized(long length) {
      left = length;
    }

    @Override
    public Optional<String> read(ByteBuf in, Parts parts) {
      int size = (int) Math.min(left, in.readableBytes());
      if (size > 0) {
        left -= size;
        parts.part(in.readRetainedSlice(size), left == 0);
      }
      return Optional.empty();
    }

    @Override
    public boolean isDone() {
      return left == 0;
    }
  }

  /** A response body that ends with its connection (RFC 9112 section 6.3, rule 8). */
  final class UntilClose implements BodyDecoder {
    @Override
    public Optional<String> read(ByteBuf in, Parts parts) {
      if (in.isReadable()) {
        parts.part(in.readRetainedSlice(in.readableBytes()), false);
      }
      return Optional.empty();
    }

    @Override
    public boolean isDone() {
      return false;
    }
  }
}
