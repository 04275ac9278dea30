package io.naru.proxy.match;

import java.io.Serial;
import java.nio.charset.StandardCharsets;

/**
 * A range of bytes as ISO-8859-1 text, of which each read costs steps. It is the only way into an
 * engine that is not ours: when the steps are spent, the read throws {@link Spent}.
 */
final class StepText implements CharSequence {
  private final byte[] bytes;
  private final int from;
  private final int to;
  private final Steps steps;
  private final int perRead;

  StepText(byte[] bytes, int from, int to, Steps steps, int perRead) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.steps = steps;
    this.perRead = perRead;
  }

  /** The way out of the engine; never leaves this package. */
  static final class Spent extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private Spent() {
      super("steps spent", null, false, false);
    }
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public char charAt(int index) {
    if (!steps.take(perRead)) {
      throw new Spent();
    }
    return (char) (bytes[from + index] & 0xff);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text(start, end);
  }

  /** The text between two positions; it was read already and costs nothing. */
  String text(int start, int end) {
    return new String(bytes, from + start, end - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return text(0, length());
  }
}
