package io.naru.proxy.route;

import io.naru.proxy.match.PathMatch;
import io.naru.proxy.policy.Policies;

/** One rule of a host: which paths, what is done, under which policies, and whom to name for it. */
public record Route(PathMatch path, RouteAction action, Policies policies, Origin origin) {}
