/**
 * Which endpoint an attempt goes to. In: an upstream, the endpoints that the exchange has tried,
 * what became of attempts; out: an endpoint. Must not know: connections, pools, exchanges, Netty.
 *
 * <p>State is per loop and kept under the upstream's id, so that it outlives every table.
 */
@NullMarked
package io.naru.proxy.balance;

import org.jspecify.annotations.NullMarked;
