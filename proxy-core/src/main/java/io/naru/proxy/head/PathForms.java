package io.naru.proxy.head;

import java.util.Arrays;
import java.util.Optional;

/**
 * The forms of one request's path. Decisions are made on the normalised form, in nginx's way:
 * escapes decoded once, dot segments resolved, repeated slashes merged (behaviour 4, 6). What is
 * forwarded is the raw form. Reused by its exchange; the normalised bytes are the head's own array
 * where the raw path is normal already, which is the usual case.
 */
public final class PathForms {
  private byte[] raw = EMPTY;
  private int pathStart;
  private int pathEnd;
  private int targetEnd;
  private byte[] normal = EMPTY;
  private int normalStart;
  private int normalEnd;
  private byte[] scratch = EMPTY;

  private static final byte[] EMPTY = new byte[0];

  /**
   * Reads the forms of the head's target.
   *
   * @return why the path is refused (400), empty if it is fine
   */
  public Optional<String> read(Head head) {
    raw = head.bytes();
    pathStart = head.targetStart();
    targetEnd = head.targetEnd();
    pathEnd = endOfPath();
    normal = raw;
    normalStart = pathStart;
    normalEnd = pathEnd;
    return isNormal() ? Optional.empty() : normalise();
  }

  /** The array of the normalised path, from {@link #start()} to {@link #end()}. */
  public byte[] bytes() {
    return normal;
  }

  public int start() {
    return normalStart;
  }

  public int end() {
    return normalEnd;
  }

  /** The normalised path; bytes above 127 as ISO-8859-1. */
  public String text() {
    return Ascii.text(normal, normalStart, normalEnd);
  }

  /** The query with its question mark, empty if there is none. */
  public String query() {
    return Ascii.text(raw, pathEnd, targetEnd);
  }

  private int endOfPath() {
    for (int i = pathStart; i < targetEnd; i++) {
      if (raw[i] == '?') {
        return i;
      }
    }
    return targetEnd;
  }

  /**
   * Whether nothing in the path asks for work: no escape, no double slash, no dot after a slash.
   */
  private boolean isNormal() {
    for (int i = pathStart; i < pathEnd; i++) {
      byte b = raw[i];
      if (b == '%' || b == '/' && i + 1 < pathEnd && (raw[i + 1] == '/' || raw[i + 1] == '.')) {
        return false;
      }
    }
    return true;
  }

  private Optional<String> normalise() {
    if (scratch.length < pathEnd - pathStart) {
      scratch = new byte[Math.max(256, pathEnd - pathStart)];
    }
    int decoded = decode();
    if (decoded < 0) {
      return Optional.of("an invalid escape in the path");
    }
    int end = resolve(decoded);
    if (end < 0) {
      return Optional.of("the path leaves its root");
    }
    normal = scratch;
    normalStart = 0;
    normalEnd = end;
    return Optional.empty();
  }

  /**
   * Decodes the raw path into the scratch array; its length there, or -1 for a bad escape or NUL.
   */
  private int decode() {
    int out = 0;
    for (int i = pathStart; i < pathEnd; i++) {
      int b = raw[i];
      if (b == '%') {
        if (i + 2 >= pathEnd) {
          return -1;
        }
        int high = Character.digit(raw[i + 1], 16);
        int low = Character.digit(raw[i + 2], 16);
        b = high << 4 | low;
        if (high < 0 || low < 0 || b == 0) {
          return -1;
        }
        i += 2;
      }
      scratch[out++] = (byte) b;
    }
    return out;
  }

  /** Merges slashes and resolves dot segments in place; the new length, or -1 above the root. */
  private int resolve(int length) {
    int out = 0;
    int in = 0;
    while (in < length) {
      int end = in + 1;
      while (end < length && scratch[end] != '/') {
        end++;
      }
      int size = end - in - 1;
      boolean last = end == length;
      if (size == 0 && !last || isDots(in + 1, size, 1) && !last) {
        in = end;
        continue;
      }
      if (isDots(in + 1, size, 2)) {
        if (out == 0) {
          return -1;
        }
        out = parent(out);
        if (last) {
          scratch[out++] = '/';
        }
      } else if (isDots(in + 1, size, 1)) {
        scratch[out++] = '/';
      } else {
        System.arraycopy(scratch, in, scratch, out, end - in);
        out += end - in;
      }
      in = end;
    }
    return out;
  }

  private boolean isDots(int from, int size, int dots) {
    return size == dots && scratch[from] == '.' && scratch[from + size - 1] == '.';
  }

  private int parent(int out) {
    int slash = out - 1;
    while (scratch[slash] != '/') {
      slash--;
    }
    return slash;
  }

  /**
   * Encodes a decoded path for a request line: space, percent, question mark, hash, control bytes
   * and all above 126 are escaped, as upstream does with a rewritten path.
   */
  public static byte[] encode(String decoded) {
    byte[] source = Ascii.bytes(decoded);
    byte[] out = new byte[source.length * 3];
    int size = 0;
    for (byte b : source) {
      if (b <= ' ' || b == 127 || b == '%' || b == '?' || b == '#') {
        out[size++] = '%';
        out[size++] = (byte) HEX.charAt(b >> 4 & 15);
        out[size++] = (byte) HEX.charAt(b & 15);
      } else {
        out[size++] = b;
      }
    }
    return Arrays.copyOf(out, size);
  }

  private static final String HEX = "0123456789ABCDEF";
}
