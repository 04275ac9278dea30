package io.naru.proxy.filter;

import io.naru.proxy.exchange.Reply;
import io.naru.proxy.fault.Fault;

/** What a filter makes of a request. */
public sealed interface Verdict {
  Verdict CONTINUE = new Continue();
  Verdict PENDING = new Pending();

  /** The next filter's turn. */
  record Continue() implements Verdict {}

  /** The request is answered here; no endpoint sees it. */
  record Answer(Reply reply) implements Verdict {}

  /** The request is refused here. */
  record Refuse(Fault fault) implements Verdict {}

  /** The filter resumes the chain later. */
  record Pending() implements Verdict {}
}
