package io.naru.proxy.policy;

/**
 * The largest request body; a larger one is answered 413 (behaviour 11).
 *
 * @param bytes 0 means unlimited
 */
public record BodyLimit(long bytes) implements Policy {
  public static final BodyLimit DEFAULT = new BodyLimit(1024 * 1024);

  public BodyLimit {
    if (bytes < 0) {
      throw new IllegalArgumentException("a negative body limit: " + bytes);
    }
  }

  public boolean exceededBy(long length) {
    return bytes != 0 && length > bytes;
  }
}
