package io.naru.proxy.forward;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.policy.Timeouts;

/**
 * The time of one attempt: it is told what moves between the client, us and the endpoint, and knows
 * for whom the exchange waits. Each time is a gap between two movements (behaviour 11), and only
 * ever that of an endpoint: a client that owes us its body, or does not take its response, has
 * times of its own. Used on its loop only.
 */
final class AttemptClock {
  /**
   * A connection has its connect time where it is opened, which speaks first; the attempt's own,
   * that much later, is for one whose connection nobody opens.
   */
  private static final int BEHIND = Deadlines.MAX_LATE_TICKS * Deadlines.TICK_MILLIS;

  private final Timeouts timeouts;
  private final boolean streaming;
  private final Owner owner;
  private final Deadlines.Deadline deadline;
  private boolean opened;
  private boolean ended;
  private boolean answered;
  private boolean stopped;
  private long unsent;
  private long undelivered;

  /** Which time runs. */
  enum Running {
    /** The exchange waits for its client, or is over. */
    NONE,
    CONNECT,
    SEND,
    READ
  }

  /** Whose attempt it is. */
  interface Owner {

    /** Tells {@link #taken} of what the endpoint took and nobody heard of yet. */
    void settle();

    /** The endpoint did nothing for as long as it may. */
    void expired(Fault.Upstream fault);
  }

  /**
   * @param streaming whether an endpoint may be waited for before the request ended, as in a gRPC
   *     stream: its client owes nothing
   */
  AttemptClock(Deadlines deadlines, Timeouts timeouts, boolean streaming, Owner owner) {
    this.timeouts = timeouts;
    this.streaming = streaming;
    this.owner = owner;
    this.deadline = deadlines.create(this::expired);
  }

  /** Which time runs now. */
  Running running() {
    if (stopped || undelivered > 0) {
      return Running.NONE;
    }
    if (!opened) {
      return Running.CONNECT;
    }
    if (unsent > 0) {
      return Running.SEND;
    }
    return ended || answered || streaming ? Running.READ : Running.NONE;
  }

  /** There is no connection yet. */
  void connecting() {
    restart();
  }

  /** The request's head is about to be written to its endpoint's connection. */
  void opened() {
    opened = true;
    restart();
  }

  /** So many bytes of the request's body are about to go to the endpoint. */
  void sent(int bytes) {
    boolean begins = unsent == 0 && bytes > 0;
    unsent += bytes;
    if (begins) {
      restart();
    }
  }

  /** The endpoint took so many of them. */
  void taken(int bytes) {
    unsent -= bytes;
    restart();
  }

  /** The request has gone to its end. */
  void ended() {
    ended = true;
    if (unsent == 0) {
      restart();
    }
  }

  /** A 1xx head came of the endpoint. */
  void informed() {
    restart();
  }

  /** The final head came of it. */
  void head() {
    answered = true;
    restart();
  }

  /** So many bytes of the response's body came of it, and go to the client. */
  void data(int bytes) {
    undelivered += bytes;
  }

  /** The client took so many of them. */
  void delivered(int bytes) {
    undelivered -= bytes;
    restart();
  }

  /** How many bytes of the response's body the client has not taken yet. */
  long undelivered() {
    return undelivered;
  }

  /** The attempt is over, or its response is. */
  void stop() {
    stopped = true;
    deadline.disarm();
  }

  /** Where no time runs, what was armed may expire: nobody is blamed then. */
  private void restart() {
    switch (running()) {
      case NONE -> {}
      case CONNECT -> deadline.arm(timeouts.connect().toMillis() + BEHIND);
      case SEND -> deadline.arm(timeouts.send().toMillis());
      case READ -> deadline.arm(timeouts.read().toMillis());
    }
  }

  private void expired() {
    switch (running()) {
      case NONE -> {}
      case CONNECT -> owner.expired(Fault.Upstream.CONNECT_TIMEOUT);
      case SEND -> {
        owner.settle();
        if (!deadline.isArmed()) {
          owner.expired(Fault.Upstream.SEND_TIMEOUT);
        }
      }
      case READ -> owner.expired(Fault.Upstream.READ_TIMEOUT);
    }
  }
}
