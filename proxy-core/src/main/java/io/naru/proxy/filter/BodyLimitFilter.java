package io.naru.proxy.filter;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.policy.BodyLimit;

/**
 * Refuses a request whose stated length is over the limit (behaviour 11). A body without one is
 * counted by who reads it.
 */
record BodyLimitFilter(BodyLimit limit) implements Filter {
  private static final Verdict TOO_LARGE = new Verdict.Refuse(Fault.Refusal.BODY_TOO_LARGE);

  @Override
  public Phase phase() {
    return Phase.BODY_LIMIT;
  }

  @Override
  public Verdict request(Exchange exchange, Resume resume) {
    boolean exceeded = limit.exceededBy(exchange.request().bodyLength());
    return exceeded ? TOO_LARGE : Verdict.CONTINUE;
  }
}
