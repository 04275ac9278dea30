package io.naru.proxy.filter;

import io.naru.proxy.exchange.Exchange;

/** One step of a route's chain; immutable and shared by all loops. */
public interface Filter {

  /** Where in the chain it stands. */
  Phase phase();

  /**
   * Looks at a request. A filter that answers {@link Verdict.Pending} calls {@code resume} exactly
   * once later, on the exchange's loop, unless the exchange ended before.
   */
  Verdict request(Exchange exchange, Resume resume);

  /** How a pending filter goes on. */
  @FunctionalInterface
  interface Resume {
    /**
     * Goes on with the next filter, or ends the chain.
     *
     * @param verdict anything but {@link Verdict.Pending}
     */
    void with(Verdict verdict);
  }
}
