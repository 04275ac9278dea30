package io.naru.proxy.forward;

import io.naru.proxy.balance.LoopBalancer;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.pool.Lease;
import io.naru.proxy.runtime.LiveUpstream;
import io.naru.proxy.upstream.Endpoint;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one endpoint, from the wish for a connection on. It keeps the attempt's time, and
 * tells the balancer what became of it.
 */
final class UpstreamAttempt implements Lease.Lessee, AttemptClock.Owner {
  private final Transfer transfer;
  private final LiveUpstream upstream;
  private final Endpoint endpoint;
  private final AttemptClock clock;
  private final long beganNanos;
  private @Nullable Lease lease;
  private @Nullable UpstreamConnection connection;
  private @Nullable UpstreamStream stream;
  private @Nullable ResponseDown response;
  private boolean decided;
  private boolean over;

  UpstreamAttempt(Transfer transfer, LiveUpstream upstream, Endpoint endpoint) {
    this.transfer = transfer;
    this.upstream = upstream;
    this.endpoint = endpoint;
    this.clock =
        new AttemptClock(
            transfer.context().loop().deadlines(),
            timeouts(),
            transfer.exchange().request().isGrpc(),
            this);
    this.beganNanos = learns() ? System.nanoTime() : 0;
  }

  private Timeouts timeouts() {
    return transfer.policies().timeouts();
  }

  private boolean learns() {
    return upstream.value().balance().learns();
  }

  private LoopBalancer balancer() {
    return transfer.context().balancer();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  AttemptClock clock() {
    return clock;
  }

  /** Asks for a connection, which may be there, or fail, before this returns. */
  void begin() {
    Lease asked = transfer.context().state().lease(upstream, endpoint, timeouts().connect(), this);
    if (!over && response == null) {
      lease = asked;
      clock.connecting();
    }
  }

  @Override
  public void leased(UpstreamConnection leased) {
    if (over) {
      return;
    }
    if (lease != null) {
      reached();
    }
    connection = leased;
    ResponseDown down = new ResponseDown(transfer, this);
    response = down;
    UpstreamStream opened = leased.open(down);
    stream = opened;
    boolean empty = transfer.up().isEmpty();
    clock.opened();
    opened.head(transfer.exchange().request(), transfer.exchange().requestEdits(), empty);
    if (over) {
      return;
    }
    if (empty) {
      clock.ended();
    }
    transfer.up().attach(this);
  }

  @Override
  public void failed(Fault.Upstream fault) {
    transfer.attempts().failed(this, fault);
  }

  /** Said of a connection that was made for it, or of an answer on one that was there. */
  private void reached() {
    if (!decided) {
      decided = true;
      balancer().reached(upstream.id(), endpoint);
    }
  }

  /** A part of the request's body; takes the buffer over. */
  void send(ByteBuf data, boolean end) {
    if (over || stream == null) {
      data.release();
      return;
    }
    clock.sent(data.readableBytes());
    stream.data(data, end);
    if (end) {
      clock.ended();
    }
  }

  /** The request's trailers, which end it. */
  void trailers(Fields trailers) {
    if (!over && stream != null) {
      stream.trailers(trailers);
      clock.ended();
    }
  }

  /** The client has taken so many bytes of the response. */
  void delivered(int bytes) {
    clock.delivered(bytes);
    if (stream != null) {
      stream.grant(bytes);
    }
  }

  /** Whether nothing of the request can have been acted on. */
  boolean isUnsent(Fault.Upstream fault) {
    return response == null || fault == Fault.Upstream.REFUSED;
  }

  /** Whether the endpoint may be well, and only its pooled connection had died of age. */
  boolean isStale(Fault.Upstream fault) {
    return (fault == Fault.Upstream.RESET || fault == Fault.Upstream.REFUSED)
        && connection != null
        && connection.mayHaveDiedOfAge()
        && response != null
        && !response.hasBegun();
  }

  /** Whether the client has the head of the response. */
  boolean hasAnswered() {
    return response != null && response.isHeadPassed();
  }

  /**
   * The final head of a response came.
   *
   * @param failure whether its status counts as a failure of the endpoint
   */
  void answered(boolean failure) {
    reached();
    if (failure) {
      balancer().failed(upstream.id(), endpoint);
    } else if (learns()) {
      balancer().observe(upstream.id(), endpoint, System.nanoTime() - beganNanos);
    }
  }

  @Override
  public void settle() {
    if (stream != null) {
      stream.settle();
    }
  }

  @Override
  public void expired(Fault.Upstream fault) {
    UpstreamStream open = stream;
    ResponseDown failing = response;
    if (open != null && failing != null) {
      open.expire(fault == Fault.Upstream.SEND_TIMEOUT ? timeouts().send() : timeouts().read());
      failing.failed(fault);
    } else {
      giveUpLease();
      end();
      failed(fault);
    }
  }

  private void giveUpLease() {
    if (lease != null && response == null) {
      lease.cancel();
    }
  }

  /**
   * The attempt came to nothing. Only a failed connect rests the endpoint; an answer that did not
   * come is a bad sample and no more (DESIGN 4).
   *
   * @param stale whether the endpoint is not to blame
   */
  void end(Fault.Upstream fault, boolean stale) {
    if (over) {
      return;
    }
    switch (fault) {
      case CONNECT_FAILED, CONNECT_TIMEOUT, TLS_FAILED -> {
        decided = true;
        balancer().unreachable(upstream.id(), endpoint);
      }
      case RESET, MALFORMED, HEAD_TOO_LARGE, SEND_TIMEOUT, READ_TIMEOUT -> {
        if (!stale) {
          balancer().failed(upstream.id(), endpoint);
        }
      }
      case REFUSED, SATURATED -> {}
    }
    end();
  }

  private void end() {
    over = true;
    clock.stop();
    if (!decided) {
      balancer().undecided(upstream.id(), endpoint);
    }
    transfer.up().detach();
  }

  /** Gives up what is under way. */
  void cancel() {
    if (over) {
      return;
    }
    giveUpLease();
    if (response != null) {
      response.giveUp();
    }
    end();
    if (stream != null) {
      stream.cancel();
    }
  }
}
