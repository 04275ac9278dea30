package io.naru.proxy.exchange;

/**
 * What became of exchanges, in numbers that only rise.
 *
 * @param begun all that were begun
 * @param completed their last byte was handed to the client's connection
 * @param brokenOff their client left, or their endpoint failed in the middle of its answer
 * @param cut the end of the process ended them
 * @param refused requests that came too late to become an exchange; not among those begun
 */
public record ExchangeTotals(long begun, long completed, long brokenOff, long cut, long refused) {
  public static final ExchangeTotals NONE = new ExchangeTotals(0, 0, 0, 0, 0);

  /** Those that are under way. */
  public long open() {
    return begun - completed - brokenOff - cut;
  }

  public ExchangeTotals plus(ExchangeTotals more) {
    return new ExchangeTotals(
        begun + more.begun,
        completed + more.completed,
        brokenOff + more.brokenOff,
        cut + more.cut,
        refused + more.refused);
  }

  /** What was added since. */
  public ExchangeTotals since(ExchangeTotals before) {
    return new ExchangeTotals(
        begun - before.begun,
        completed - before.completed,
        brokenOff - before.brokenOff,
        cut - before.cut,
        refused - before.refused);
  }
}
