package io.naru.proxy.filter;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.PathForms;
import io.naru.proxy.match.Engine;
import io.naru.proxy.match.Expressions;
import io.naru.proxy.match.Search;
import io.naru.proxy.match.Steps;
import io.naru.proxy.policy.Rewrite;

/** Puts the target in the place of a path that matches; leaves any other alone (behaviour 6). */
final class RewriteFilter implements Filter {
  /** An absolute target is a redirect (behaviour 36). */
  private static final int FOUND = 302;

  private final Engine engine;
  private final RewriteTarget target;
  private final Verdict spent;

  RewriteFilter(Rewrite policy) {
    this.engine = Expressions.engine(policy.pattern());
    this.target = new RewriteTarget(policy.target());
    this.spent = new Verdict.Refuse(new Fault.BudgetSpent(policy.pattern().text()));
  }

  @Override
  public Phase phase() {
    return Phase.REWRITE;
  }

  @Override
  public Verdict request(Exchange exchange, Resume resume) {
    PathForms path = exchange.path();
    return switch (engine.search(path.bytes(), path.start(), path.end(), Steps.perRequest())) {
      case Search.Found found -> rewrite(exchange, found);
      case Search.Miss() -> Verdict.CONTINUE;
      case Search.Spent() -> spent;
    };
  }

  private Verdict rewrite(Exchange exchange, Search.Found found) {
    return switch (target.fill(found, exchange.path().query())) {
      case RewriteTarget.Result.Rewritten(String rewritten) -> {
        exchange.requestEdits().target(Ascii.bytes(rewritten));
        yield Verdict.CONTINUE;
      }
      case RewriteTarget.Result.Redirect(String location) ->
          new Verdict.Answer(FaultResponse.redirect(FOUND, location));
      case RewriteTarget.Result.Refused(Fault fault) -> new Verdict.Refuse(fault);
    };
  }
}
