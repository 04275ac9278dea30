package io.naru.proxy.listen;

import io.naru.proxy.exchange.ExchangeTotals;

/**
 * What a drain met and what became of it. The exchanges that were open, and those that came since,
 * are as many as those that were completed, broken off, cut and refused.
 *
 * @param open exchanges that were under way at its first moment
 * @param since what was added then
 */
public record DrainReport(long open, ExchangeTotals since, Connections connections) {
  static final DrainReport NOTHING =
      new DrainReport(0, ExchangeTotals.NONE, new Connections(0, 0, 0));

  /**
   * Clients' connections.
   *
   * @param open when accepting ended
   * @param idle those of them that had no request under way
   * @param cut those that were still open at the limit
   */
  public record Connections(int open, int idle, int cut) {
    private Connections plus(Connections more) {
      return new Connections(open + more.open, idle + more.idle, cut + more.cut);
    }
  }

  DrainReport plus(DrainReport more) {
    return new DrainReport(
        open + more.open, since.plus(more.since), connections.plus(more.connections));
  }

  /** In a few words, for the log. */
  public String text() {
    return ("%d exchanges were in flight, %d came since: %d completed, %d broken off by client or"
            + " endpoint, %d cut, %d refused; %d connections, %d of them idle, %d cut")
        .formatted(
            open,
            since.begun() + since.refused(),
            since.completed(),
            since.brokenOff(),
            since.cut(),
            since.refused(),
            connections.open,
            connections.idle,
            connections.cut);
  }
}
