package io.naru.proxy.exchange;

/** A client's connection, of whatever protocol, as the drain sees it. Used on one loop only. */
public interface ClientConnection {

  /** Whether no request is under way on it. */
  boolean isIdle();

  /**
   * Takes no requests but those whose client cannot know yet that they are not wanted, and closes
   * when the last exchange ended and its client has the answer.
   */
  void drain();

  /** Ends at once, and what is under way with it. No answer that is not whole may look so. */
  void cut();
}
