package io.naru.proxy.runtime;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.route.RouteAction;

/** What a live route does with its requests. */
public sealed interface LiveAction
    permits Forwarding, LiveAction.AddSlash, LiveAction.SayHealthy, LiveAction.Respond {

  /** To the same URL with a slash behind its path (behaviour 4). */
  record AddSlash(int status) implements LiveAction {}

  /** 200 without a body (behaviour 28). */
  record SayHealthy() implements LiveAction {}

  /** Naru answers by itself. */
  record Respond(Fault fault) implements LiveAction {}

  /** The live form of a route's action. */
  static LiveAction of(RouteAction action, UpstreamSlots upstreams) {
    return switch (action) {
      case RouteAction.Forward forward -> new Forwarding(forward, upstreams);
      case RouteAction.AddSlash(int status) -> new AddSlash(status);
      case RouteAction.SayHealthy() -> new SayHealthy();
      case RouteAction.Respond(Fault fault) -> new Respond(fault);
    };
  }
}
