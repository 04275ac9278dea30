package io.naru.proxy.h1;

import java.time.Duration;

/**
 * What one HTTP/1.1 client may ask of a connection (behaviour 11; ConfigMap keys in brackets).
 *
 * @param line bytes of the request line, or of one field line [large-client-header-buffers]
 * @param head bytes of the whole head [large-client-header-buffers, count times size]
 * @param requests on one connection [keep-alive-requests]
 * @param window bytes of a request body that may be on their way to the endpoint
 * @param idle between two requests; zero closes after each response [keep-alive]
 * @param headTime from a head's first byte to its last [client-header-timeout]
 * @param bodyPause between two reads of a body [client-body-timeout]
 * @param sendPause between two writes that the client takes
 */
public record H1Limits(
    int line,
    int head,
    int requests,
    int window,
    Duration idle,
    Duration headTime,
    Duration bodyPause,
    Duration sendPause) {

  public static final H1Limits DEFAULT =
      new H1Limits(
          8 * 1024,
          32 * 1024,
          1000,
          256 * 1024,
          Duration.ofSeconds(75),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  public H1Limits {
    if (line < 1 || head < 4 || requests < 1 || window < 1) {
      throw new IllegalArgumentException("a size or a number that is not positive");
    }
    if (idle.isNegative() || !isTime(headTime) || !isTime(bodyPause) || !isTime(sendPause)) {
      throw new IllegalArgumentException("a time that is not positive");
    }
  }

  private static boolean isTime(Duration time) {
    return time.isPositive();
  }
}
