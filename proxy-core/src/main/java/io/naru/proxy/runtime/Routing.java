package io.naru.proxy.runtime;

import io.naru.proxy.fault.Fault;

/** What a host makes of a path. */
public sealed interface Routing permits LiveRoute, Routing.NoMatch, Routing.Spent {

  /** None of the host's routes means the path. */
  record NoMatch() implements Routing {}

  /**
   * An expression spent its steps before it was known whether its route is meant: the request is
   * answered with the fault, never by another route.
   *
   * @param route whose expression it was, for its labels and what is added to its responses
   */
  record Spent(LiveRoute route, Fault.BudgetSpent fault) implements Routing {}
}
