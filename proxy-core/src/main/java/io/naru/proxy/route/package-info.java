/**
 * Which rule answers which request, as values. In: matchers, policies, upstream ids; out: the route
 * table. Must not know: where a rule came from (its labels are opaque), Netty, Kubernetes.
 */
@NullMarked
package io.naru.proxy.route;

import org.jspecify.annotations.NullMarked;
