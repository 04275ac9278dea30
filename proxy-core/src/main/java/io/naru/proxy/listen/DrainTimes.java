package io.naru.proxy.listen;

import java.time.Duration;

/**
 * How the end is drawn out.
 *
 * @param notice how long connections are still accepted, so that balancers find out; from zero on
 * @param most how long exchanges may go on behind that before they are cut; from zero on
 */
public record DrainTimes(Duration notice, Duration most) {
  public DrainTimes {
    if (notice.isNegative() || most.isNegative()) {
      throw new IllegalArgumentException("a drain of " + notice + " and " + most);
    }
  }
}
