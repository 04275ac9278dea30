package io.naru.controller.compile;

import io.naru.proxy.route.RouteAction;
import io.naru.proxy.upstream.Upstream;
import java.util.Optional;

/// What answers requests that no rule takes (behaviour 16).
///
/// @param upstream of the default backend, where there is one with endpoints
record Fallback(RouteAction action, Optional<Upstream> upstream) {}
