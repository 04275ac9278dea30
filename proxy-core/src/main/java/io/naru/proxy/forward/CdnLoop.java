package io.naru.proxy.forward;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.KnownField;
import java.util.Arrays;

/**
 * Knows requests again that come back (RFC 8586). One that may do so carries a {@code CDN-Loop}
 * line for each pass, which names the installation and the route; no proxy takes them away. What
 * others wrote there stays, and says nothing to us.
 */
final class CdnLoop {
  /** By as many routes a request may pass one installation; the ninth pass is a loop too. */
  private static final int MOST_PASSES = 8;

  private static final byte[] NAME = Ascii.bytes("CDN-Loop");
  private static final byte[] BETWEEN = Ascii.bytes("; ");

  private final byte[] installation;

  /**
   * @param installation a token
   */
  CdnLoop(String installation) {
    this.installation = Ascii.bytes(installation);
  }

  /**
   * Whether the request was here by this route before, or by too many others.
   *
   * @param route the route's mark
   */
  boolean has(Fields request, byte[] route) {
    int passes = 0;
    int i = request.indexOf(KnownField.CDN_LOOP, 0);
    while (i >= 0) {
      int end = request.valueEnd(i);
      for (int from = request.valueStart(i); from < end; ) {
        int comma = endOfElement(request.bytes(), from, end);
        if (isOurs(request.bytes(), from, comma)) {
          passes++;
          if (endsWith(request.bytes(), from, comma, route)) {
            return true;
          }
        }
        from = comma + 1;
      }
      i = request.indexOf(KnownField.CDN_LOOP, i + 1);
    }
    return passes >= MOST_PASSES;
  }

  /** Ends at any comma: a quote that somebody left open would hide what was added behind it. */
  private static int endOfElement(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] != ',') {
      i++;
    }
    return i;
  }

  private boolean isOurs(byte[] bytes, int from, int end) {
    int start = from;
    while (start < end && isBlank(bytes[start])) {
      start++;
    }
    int after = start + installation.length;
    return after <= end
        && Arrays.equals(bytes, start, after, installation, 0, installation.length)
        && (after == end || bytes[after] == ';' || isBlank(bytes[after]));
  }

  private static boolean endsWith(byte[] bytes, int from, int end, byte[] suffix) {
    int to = end;
    while (to > from && isBlank(bytes[to - 1])) {
      to--;
    }
    int start = to - suffix.length;
    return start >= from && Arrays.equals(bytes, start, to, suffix, 0, suffix.length);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Adds this pass, once for all attempts. */
  void mark(HeadEdits request, byte[] route) {
    if (request.added().has(KnownField.CDN_LOOP)) {
      return;
    }
    int size = installation.length + BETWEEN.length + route.length;
    byte[] value = Arrays.copyOf(installation, size);
    System.arraycopy(BETWEEN, 0, value, installation.length, BETWEEN.length);
    System.arraycopy(route, 0, value, size - route.length, route.length);
    request.set().add(NAME, value, 0, size);
  }
}
