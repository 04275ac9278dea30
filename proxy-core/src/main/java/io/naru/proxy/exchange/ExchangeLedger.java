package io.naru.proxy.exchange;

/**
 * The book of one loop's exchanges: each is entered at its head and struck out at its one end. It
 * knows how far the end of the process is, because that decides what an end was. Used on its loop.
 */
public final class ExchangeLedger {
  private enum Phase {
    SERVING,
    /** The process was told to end. */
    ENDING,
    /** It waits for nothing any more. */
    CUTTING
  }

  private Phase phase = Phase.SERVING;
  private long begun;
  private long completed;
  private long brokenOff;
  private long cut;
  private long refused;

  /** The process was told to end: who asks for its health hears so from now on. */
  public void ending() {
    phase = Phase.ENDING;
  }

  /** Whatever breaks off from now on does so because the process ends. */
  public void cutting() {
    phase = Phase.CUTTING;
  }

  public boolean isEnding() {
    return phase != Phase.SERVING;
  }

  public void begun() {
    begun++;
  }

  public void completed() {
    completed++;
  }

  public void brokenOff() {
    if (phase == Phase.CUTTING) {
      cut++;
    } else {
      brokenOff++;
    }
  }

  public void refused() {
    refused++;
  }

  public ExchangeTotals totals() {
    return new ExchangeTotals(begun, completed, brokenOff, cut, refused);
  }
}
