package io.naru.proxy.forward;

import io.naru.proxy.balance.Tried;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.policy.Retry;
import io.naru.proxy.policy.Retry.Condition;
import io.naru.proxy.runtime.LiveUpstream;
import io.naru.proxy.runtime.UpstreamRef;
import io.naru.proxy.upstream.Endpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one exchange, one after another (behaviour 12). Each reads its upstream's live
 * endpoints again and asks the balancer again.
 */
final class RetryLoop {
  /** Dead pooled connections that are passed over without counting as attempts. */
  private static final int MAX_STALE = 8;

  private final Transfer transfer;
  private final UpstreamRef ref;
  private final Retry policy;
  private final long firstNanos = System.nanoTime();
  private Tried tried = Tried.NONE;
  private @Nullable UpstreamAttempt current;
  private int attempts;
  private int stale;

  RetryLoop(Transfer transfer, UpstreamRef ref, Retry policy) {
    this.transfer = transfer;
    this.ref = ref;
    this.policy = policy;
  }

  /** Begins the next attempt. */
  void next() {
    if (current != null) {
      tried = tried.and(current.endpoint());
    }
    Optional<LiveUpstream> upstream = transfer.context().tables().get().upstream(ref);
    Optional<Endpoint> chosen =
        upstream.flatMap(u -> transfer.context().balancer().choose(u.value(), tried));
    if (upstream.isEmpty() || chosen.isEmpty()) {
      transfer.answer(Fault.Unroutable.NO_ENDPOINT);
      return;
    }
    attempts++;
    if (upstream.get().value().mayLeadBack()) {
      transfer.mark();
    }
    UpstreamAttempt attempt = new UpstreamAttempt(transfer, upstream.get(), chosen.get());
    current = attempt;
    attempt.begin();
  }

  /**
   * The attempt came to nothing. A pooled connection that died of age costs none, where the request
   * may be repeated.
   */
  void failed(UpstreamAttempt attempt, Fault.Upstream fault) {
    boolean unsent = attempt.isUnsent(fault);
    boolean wasStale = stale < MAX_STALE && attempt.isStale(fault);
    attempt.end(fault, wasStale);
    if (wasStale) {
      stale++;
      attempts--;
    }
    if (mayRepeat(unsent, condition(fault)) && (wasStale || attemptsLeft())) {
      next();
    } else {
      transfer.answer(fault);
    }
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

  /** Whether an answer with that status counts as a failure. */
  boolean isFailure(int status) {
    Optional<Condition> condition = condition(status);
    return condition.isPresent() && policy.on().contains(condition.get());
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
    return current != null && current.hasAnswered();
  }

  /** The client has taken so many bytes of the response. */
  void delivered(int bytes) {
    if (current != null) {
      current.delivered(bytes);
    }
  }

  /** Gives up what is under way. */
  void cancel() {
    if (current != null) {
      current.cancel();
    }
  }
}
