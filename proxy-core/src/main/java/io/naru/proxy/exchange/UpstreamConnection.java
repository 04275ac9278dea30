package io.naru.proxy.exchange;

/** A connection to one endpoint, of either protocol, as a pool sees it. Used on one loop only. */
public interface UpstreamConnection {

  /** How many more streams may be opened now; 0 while it is full, and once it closes. */
  int capacity();

  /** Whether no stream is open. */
  boolean isIdle();

  /**
   * Asked when an attempt on it was reset or refused without a word of answer: whether that may be
   * the connection's age and not the endpoint's fault (behaviour 12). It has carried others before,
   * and it ended, rather than this one of its streams.
   */
  boolean mayHaveDiedOfAge();

  /** Opens a stream; only while {@link #capacity()} is positive. */
  UpstreamStream open(ResponseSink sink);

  /** Takes no new streams, and closes when the last open one ended. */
  void drain();

  /** Who is told of what changes. */
  interface Owner {

    /** The capacity rose above what it was, or the connection became idle. */
    void available(UpstreamConnection connection);

    /** The connection is closed; its open streams have been told already. */
    void closed(UpstreamConnection connection);
  }
}
