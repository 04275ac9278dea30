package io.naru.proxy.h1;

import io.naru.proxy.head.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/**
 * A body in chunks (RFC 9112 section 7.1), read strictly (catalogue C3): sizes of 1 to 16
 * hexadecimal digits without sign or space, CR LF only, extensions dropped up to {@value
 * #MAX_EXTENSIONS} bytes in total, trailers up to {@value #MAX_TRAILERS} bytes. Parts are not
 * chunks: tiny chunks of one read become one part.
 */
final class ChunkedBody implements BodyDecoder {
  private static final int MAX_EXTENSIONS = 256;
  private static final int MAX_TRAILERS = 8 * 1024;
  private static final int MAX_DIGITS = 16;

  /** Chunks smaller than this are copied together. */
  private static final int TINY = 128;

  private static final Optional<String> FINE = Optional.empty();

  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS,
    DONE
  }

  private State state = State.SIZE;
  private long left;
  private int digits;
  private int extensions;
  private boolean quoted;
  private ByteBuf gathered = Unpooled.EMPTY_BUFFER;
  private final HeadScan trailers = new HeadScan(MAX_TRAILERS, MAX_TRAILERS);

  @Override
  public boolean isDone() {
    return state == State.DONE;
  }

  @Override
  public Optional<String> read(ByteBuf in, Parts parts) {
    Optional<String> bad = FINE;
    boolean incomplete = false;
    while (bad.isEmpty() && !incomplete && state != State.DONE && in.isReadable()) {
      switch (state) {
        case DATA -> data(in, parts);
        case TRAILERS -> {
          HeadScan.Result result = trailers.scan(in);
          incomplete = result == HeadScan.Result.INCOMPLETE;
          bad = incomplete ? FINE : trailers(in, result, parts);
        }
        default -> bad = syntax(in.readByte());
      }
    }
    handOver(parts);
    return bad;
  }

  private void data(ByteBuf in, Parts parts) {
    int size = (int) Math.min(left, in.readableBytes());
    left -= size;
    if (left == 0) {
      state = State.DATA_CR;
    }
    if (size < TINY) {
      gather(in, size);
    } else {
      handOver(parts);
      parts.part(in.readRetainedSlice(size), false);
    }
  }

  private void gather(ByteBuf in, int size) {
    if (!gathered.isReadable()) {
      gathered = in.alloc().directBuffer(Math.max(TINY, in.readableBytes() / 4));
    }
    gathered.writeBytes(in, size);
  }

  private void handOver(Parts parts) {
    ByteBuf part = gathered;
    if (part.isReadable()) {
      gathered = Unpooled.EMPTY_BUFFER;
      parts.part(part, false);
    }
  }

  private Optional<String> syntax(byte b) {
    return switch (state) {
      case SIZE -> size(b);
      case EXTENSION -> extension(b);
      case SIZE_LF -> expect(b, '\n', left == 0 ? State.TRAILERS : State.DATA);
      case DATA_CR -> expect(b, '\r', State.DATA_LF);
      case DATA_LF -> {
        digits = 0;
        yield expect(b, '\n', State.SIZE);
      }
      case DATA, TRAILERS, DONE -> FINE;
    };
  }

  private Optional<String> size(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      if (++digits > MAX_DIGITS || left >>> 59 != 0) {
        return Optional.of("a chunk size that is too large");
      }
      left = left << 4 | digit;
      return FINE;
    }
    if (digits == 0) {
      return Optional.of("a chunk size that is not hexadecimal");
    }
    if (b == ';') {
      state = State.EXTENSION;
      return FINE;
    }
    return expect(b, '\r', State.SIZE_LF);
  }

  /** A quoted string that is open at the line's end would end elsewhere for other readers. */
  private Optional<String> extension(byte b) {
    if (b == '\r' && !quoted) {
      state = State.SIZE_LF;
      return FINE;
    }
    quoted ^= b == '"';
    boolean control = b >= 0 && b < ' ' && b != '\t' || b == 127;
    return control || ++extensions > MAX_EXTENSIONS
        ? Optional.of("a chunk extension that is malformed or too long")
        : FINE;
  }

  private Optional<String> expect(byte b, char expected, State next) {
    if (b != expected) {
      return Optional.of("a chunk that does not end in CR LF");
    }
    state = next;
    return FINE;
  }

  private Optional<String> trailers(ByteBuf in, HeadScan.Result result, Parts parts) {
    if (result != HeadScan.Result.COMPLETE) {
      return Optional.of("trailers that are malformed or too long");
    }
    Fields fields = new Fields(trailers.size(), 4);
    int start = fields.claim(trailers.size());
    in.readBytes(fields.bytes(), start, trailers.size());
    Optional<String> bad = FieldLines.mark(fields, start, true);
    if (bad.isEmpty()) {
      state = State.DONE;
      handOver(parts);
      parts.end(fields);
    }
    return bad;
  }
}
