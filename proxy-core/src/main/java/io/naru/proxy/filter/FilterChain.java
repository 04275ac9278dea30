package io.naru.proxy.filter;

import io.naru.proxy.exchange.Exchange;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** A route's filters in the order of their phases; built once per table, empty for most routes. */
public final class FilterChain {
  public static final FilterChain EMPTY = new FilterChain(List.of());

  private final List<Filter> filters;

  public FilterChain(List<Filter> filters) {
    this.filters =
        List.copyOf(filters.stream().sorted(Comparator.comparing(Filter::phase)).toList());
  }

  /**
   * Runs the filters until one does not continue.
   *
   * @param outcome called once: at once, or on the loop after a filter resumed; never with {@link
   *     Verdict.Pending}
   */
  public void run(Exchange exchange, Consumer<Verdict> outcome) {
    run(exchange, 0, outcome);
  }

  private void run(Exchange exchange, int from, Consumer<Verdict> outcome) {
    for (int i = from; i < filters.size(); i++) {
      int next = i + 1;
      Filter.Resume resume = verdict -> resumed(exchange, next, verdict, outcome);
      Verdict verdict = filters.get(i).request(exchange, resume);
      switch (verdict) {
        case Verdict.Continue() -> {}
        case Verdict.Pending() -> {
          return;
        }
        case Verdict.Answer _, Verdict.Refuse _ -> {
          outcome.accept(verdict);
          return;
        }
      }
    }
    outcome.accept(Verdict.CONTINUE);
  }

  private void resumed(Exchange exchange, int next, Verdict verdict, Consumer<Verdict> outcome) {
    if (verdict instanceof Verdict.Continue) {
      run(exchange, next, outcome);
    } else {
      outcome.accept(verdict);
    }
  }
}
