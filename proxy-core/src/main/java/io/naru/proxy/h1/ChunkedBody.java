package io.naru.proxy.h1;

import io.naru.proxy.head.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/**
 * A body in chunks (RFC 9112 section 7.1). A client's is read strictly (catalogue C3): sizes of 1
 * to 16 hexadecimal digits without sign or space, CR LF only, extensions dropped up to {@value
 * #MAX_EXTENSIONS} bytes in total. An endpoint's sizes may have more zeros before and blanks
 * behind, its lines may end in LF alone, and the bound of extensions holds for each line, blanks
 * counted. Trailers are up to {@value #MAX_TRAILERS} bytes. Parts are not chunks: tiny chunks of
 * one read become one part.
 */
final class ChunkedBody implements BodyDecoder {
  private static final int MAX_EXTENSIONS = 256;
  private static final int MAX_TRAILERS = 8 * 1024;
  private static final int MAX_DIGITS = 16;
  private static final int MAX_DIGITS_OF_ENDPOINTS = 64;

  /** Chunks smaller than this are copied together. */
  private static final int TINY = 128;

  private static final Optional<String> FINE = Optional.empty();

  private enum State {
    SIZE,
    BLANKS,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS,
    DONE
  }

  private final Strictness strictness;
  private final HeadScan trailers;
  private State state = State.SIZE;
  private long left;
  private int digits;
  private int extensions;
  private boolean quoted;
  private ByteBuf gathered = Unpooled.EMPTY_BUFFER;

  ChunkedBody(Strictness strictness) {
    this.strictness = strictness;
    this.trailers = new HeadScan(strictness, MAX_TRAILERS, MAX_TRAILERS);
  }

  private boolean lenient() {
    return strictness == Strictness.ENDPOINT;
  }

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
      digits = 0;
      extensions = lenient() ? 0 : extensions;
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
      case BLANKS -> afterSize(b);
      case EXTENSION -> extension(b);
      case SIZE_LF -> expect(b, '\n', afterLine());
      case DATA_CR -> lineEnd(b, State.DATA_LF, State.SIZE);
      case DATA_LF -> expect(b, '\n', State.SIZE);
      case DATA, TRAILERS, DONE -> FINE;
    };
  }

  private Optional<String> size(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      int most = lenient() ? MAX_DIGITS_OF_ENDPOINTS : MAX_DIGITS;
      if (++digits > most || left >>> 59 != 0) {
        return Optional.of("a chunk size that is too large");
      }
      left = left << 4 | digit;
      return FINE;
    }
    return digits == 0 ? Optional.of("a chunk size that is not hexadecimal") : afterSize(b);
  }

  /**
   * Blanks may come before an extension (RFC 9112 section 7.1.1), and old servers pad with them.
   */
  private Optional<String> afterSize(byte b) {
    if (b == ';') {
      state = State.EXTENSION;
      return FINE;
    }
    if (lenient() && (b == ' ' || b == '\t')) {
      state = State.BLANKS;
      return extended();
    }
    return lineEnd(b, State.SIZE_LF, afterLine());
  }

  /** A quoted string that is open at the line's end would end elsewhere for other readers. */
  private Optional<String> extension(byte b) {
    if ((b == '\r' || b == '\n') && !quoted) {
      return lineEnd(b, State.SIZE_LF, afterLine());
    }
    quoted ^= b == '"';
    boolean control = b >= 0 && b < ' ' && b != '\t' || b == 127;
    return control ? Optional.of("a control byte in a chunk extension") : extended();
  }

  private Optional<String> extended() {
    return ++extensions > MAX_EXTENSIONS ? Optional.of("chunk extensions that are too long") : FINE;
  }

  /** What the line of the size that was read is followed by. */
  private State afterLine() {
    return left == 0 ? State.TRAILERS : State.DATA;
  }

  private Optional<String> lineEnd(byte b, State afterCr, State afterLf) {
    return lenient() && b == '\n' ? expect(b, '\n', afterLf) : expect(b, '\r', afterCr);
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
    int start = trailers.move(in, fields);
    Optional<String> bad = FieldLines.mark(fields, start, strictness);
    if (bad.isEmpty()) {
      state = State.DONE;
      handOver(parts);
      parts.end(fields);
    }
    return bad;
  }
}
