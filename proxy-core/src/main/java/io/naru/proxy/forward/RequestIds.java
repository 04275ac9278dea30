package io.naru.proxy.forward;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Request ids: 32 hexadecimal digits (behaviour 8). Unique, not secret. One per loop. */
final class RequestIds {
  static final int LENGTH = 32;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final RandomGenerator random;
  private final byte[] digits = new byte[LENGTH];

  RequestIds(RandomGenerator random) {
    this.random = random;
  }

  /** The next id; the array is reused. */
  byte[] next() {
    write(random.nextLong(), 0);
    write(random.nextLong(), LENGTH / 2);
    return digits;
  }

  private void write(long value, int at) {
    for (int i = 0; i < LENGTH / 2; i++) {
      digits[at + i] = HEX[(int) (value >>> i * 4) & 15];
    }
  }
}
