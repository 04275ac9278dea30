package io.naru.proxy.forward;

import io.naru.proxy.balance.Tried;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.policy.Retry;
import io.naru.proxy.policy.Retry.Condition;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.pool.Lease;
import io.naru.proxy.runtime.LiveUpstream;
import io.naru.proxy.runtime.UpstreamRef;
import io.naru.proxy.upstream.Endpoint;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one exchange, one after another (behaviour 12). Each reads its upstream's live
 * endpoints again and asks the balancer again.
 */
final class RetryLoop implements Lease.Lessee {
  /** Dead pooled connections that are passed over without counting as attempts. */
  private static final int MAX_STALE = 8;

  private final Transfer transfer;
  private final UpstreamRef ref;
  private final Retry policy;
  private Tried tried = Tried.NONE;
  private @Nullable Lease lease;
  private @Nullable UpstreamConnection connection;
  private @Nullable UpstreamStream stream;
  private @Nullable ResponseDown response;
  private @Nullable Endpoint endpoint;
  private final long firstNanos = System.nanoTime();
  private boolean learns;
  private long beganNanos;
  private int attempts;
  private int begun;
  private int stale;

  RetryLoop(Transfer transfer, UpstreamRef ref, Retry policy) {
    this.transfer = transfer;
    this.ref = ref;
    this.policy = policy;
  }

  /** Begins the next attempt. */
  void next() {
    if (endpoint != null) {
      tried = tried.and(endpoint);
    }
    Optional<LiveUpstream> upstream = transfer.context().tables().get().upstream(ref);
    Optional<Endpoint> chosen =
        upstream.flatMap(u -> transfer.context().balancer().choose(u.value(), tried));
    if (upstream.isEmpty() || chosen.isEmpty()) {
      transfer.answer(Fault.Unroutable.NO_ENDPOINT);
      return;
    }
    begin(upstream.get(), chosen.get());
  }

  private void begin(LiveUpstream upstream, Endpoint chosen) {
    int current = ++begun;
    attempts++;
    endpoint = chosen;
    learns = upstream.value().balance().learns();
    beganNanos = learns ? System.nanoTime() : 0;
    Lease asked =
        transfer
            .context()
            .state()
            .lease(upstream, chosen, transfer.policies().timeouts().connect(), this);
    // an attempt that failed at once has begun the next one already, with a lease of its own
    if (current == begun && response == null) {
      lease = asked;
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // whether it is still this attempt
  public void leased(UpstreamConnection leased) {
    if (transfer.isOver()) {
      return;
    }
    connection = leased;
    ResponseDown down = new ResponseDown(transfer, transfer.client());
    response = down;
    UpstreamStream opened = leased.open(down);
    stream = opened;
    opened.head(
        transfer.exchange().request(), transfer.exchange().requestEdits(), transfer.up().isEmpty());
    if (stream == opened) {
      transfer.up().attach(opened);
    }
    transfer.progress();
  }

  /** Whether nothing of the request can have been acted on. */
  private boolean isUnsent(Fault.Upstream fault) {
    return response == null || fault == Fault.Upstream.REFUSED;
  }

  @Override
  public void failed(Fault.Upstream fault) {
    boolean unsent = isUnsent(fault);
    boolean wasStale = isStale(fault);
    endAttempt();
    if (wasStale && stale++ < MAX_STALE) {
      attempts--;
    }
    if (mayRepeat(unsent, condition(fault)) && (wasStale || attemptsLeft())) {
      next();
    } else {
      transfer.answer(fault);
    }
  }

  /** A pooled connection that died of age costs no attempt, where the request may be repeated. */
  private boolean isStale(Fault.Upstream fault) {
    return (fault == Fault.Upstream.RESET || fault == Fault.Upstream.REFUSED)
        && connection != null
        && connection.mayHaveDiedOfAge()
        && response != null
        && !response.hasBegun()
        && stale < MAX_STALE;
  }

  private boolean mayRepeat(boolean unsent, Condition condition) {
    return !transfer.isOver()
        && transfer.up().isRepeatable()
        && policy.on().contains(condition)
        && (unsent
            || transfer.exchange().request().method().repeatable()
            || policy.nonIdempotent());
  }

  private boolean attemptsLeft() {
    return attempts < policy.attempts() && isWithinBudget();
  }

  /** The budget begins with the first attempt; zero allows any time. */
  private boolean isWithinBudget() {
    return policy.budget().isZero() || System.nanoTime() - firstNanos < policy.budget().toNanos();
  }

  private static Condition condition(Fault.Upstream fault) {
    return switch (fault) {
      case CONNECT_TIMEOUT, SEND_TIMEOUT, READ_TIMEOUT -> Condition.TIMEOUT;
      case MALFORMED, HEAD_TOO_LARGE -> Condition.INVALID_HEADER;
      case CONNECT_FAILED, TLS_FAILED, REFUSED, RESET, SATURATED -> Condition.ERROR;
    };
  }

  /** Whether an answer with that status is left aside for another attempt. */
  boolean isAnswerRetried(int status) {
    Optional<Condition> condition = condition(status);
    if (condition.isEmpty() || !mayRepeat(false, condition.get()) || !attemptsLeft()) {
      return false;
    }
    cancel();
    next();
    return true;
  }

  private static Optional<Condition> condition(int status) {
    return switch (status) {
      case 403 -> Optional.of(Condition.STATUS_403);
      case 404 -> Optional.of(Condition.STATUS_404);
      case 429 -> Optional.of(Condition.STATUS_429);
      case 500 -> Optional.of(Condition.STATUS_500);
      case 502 -> Optional.of(Condition.STATUS_502);
      case 503 -> Optional.of(Condition.STATUS_503);
      case 504 -> Optional.of(Condition.STATUS_504);
      default -> Optional.empty();
    };
  }

  /** Whether the client has the head of an endpoint's response. */
  boolean hasAnswered() {
    return response != null && response.isHeadPassed();
  }

  /** Nothing came of the attempt for too long. */
  void expired() {
    Timeouts timeouts = transfer.policies().timeouts();
    if (transfer.up().isBlocked()) {
      fail(Fault.Upstream.SEND_TIMEOUT, timeouts.send());
    } else if (!transfer.up().isEnded() || response != null && response.isBlocked()) {
      transfer.progress();
    } else {
      fail(Fault.Upstream.READ_TIMEOUT, timeouts.read());
    }
  }

  private void fail(Fault.Upstream fault, Duration timeout) {
    ResponseDown failing = response;
    UpstreamStream open = stream;
    if (failing == null || open == null) {
      return;
    }
    stream = null;
    open.expire(timeout);
    failing.failed(fault);
  }

  /** The client has taken so many bytes of the response. */
  void taken(int bytes) {
    if (response != null) {
      response.taken(bytes);
    }
    if (stream != null) {
      stream.grant(bytes);
    }
  }

  /** The response has begun to arrive: what the balancer learns from. */
  void observe() {
    if (learns && endpoint != null) {
      transfer.context().balancer().observe(ref.id(), endpoint, System.nanoTime() - beganNanos);
    }
  }

  /** Gives up what is under way. */
  void cancel() {
    Lease waiting = lease;
    if (waiting != null && response == null) {
      waiting.cancel();
    }
    UpstreamStream open = stream;
    if (response != null) {
      response.giveUp();
    }
    endAttempt();
    if (open != null) {
      open.cancel();
    }
  }

  private void endAttempt() {
    transfer.up().detach();
    lease = null;
    connection = null;
    response = null;
    stream = null;
  }
}
