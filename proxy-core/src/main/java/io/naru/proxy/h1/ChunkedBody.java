package io.naru.proxy.h1;

import io.naru.proxy.head.Fields;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * A body in chunks (RFC 9112 section 7.1), read strictly (catalogue C3): sizes of 1 to 16
 * hexadecimal digits without sign or space, CR LF only, extensions dropped up to {@value
 * #MAX_EXTENSIONS} bytes in total, trailers up to {@value #MAX_TRAILERS} bytes.
 */
final class ChunkedBody implements BodyDecoder {
  private static final int MAX_EXTENSIONS = 256;
  private static final int MAX_TRAILERS = 8 * 1024;
  private static final int MAX_DIGITS = 16;
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
  private final HeadScan trailers = new HeadScan(MAX_TRAILERS, MAX_TRAILERS);

  @Override
  public boolean isDone() {
    return state == State.DONE;
  }

  @Override
  public Optional<String> read(ByteBuf in, Parts parts) {
    Optional<String> bad = FINE;
    while (bad.isEmpty() && state != State.DONE && in.isReadable()) {
      switch (state) {
        case DATA -> data(in, parts);
        case TRAILERS -> {
          HeadScan.Result result = trailers.scan(in);
          if (result == HeadScan.Result.INCOMPLETE) {
            return FINE;
          }
          bad = trailers(in, result, parts);
        }
        default -> bad = syntax(in.readByte());
      }
    }
    return bad;
  }

  private void data(ByteBuf in, Parts parts) {
    int size = (int) Math.min(left, in.readableBytes());
    left -= size;
    if (left == 0) {
      state = State.DATA_CR;
    }
    parts.part(in.readRetainedSlice(size), false);
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

  private Optional<String> extension(byte b) {
    if (b == '\r') {
      state = State.SIZE_LF;
      return FINE;
    }
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
      parts.end(fields);
    }
    return bad;
  }
}
