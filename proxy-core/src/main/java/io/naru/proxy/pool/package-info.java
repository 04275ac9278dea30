/**
 * Connections to endpoints, kept per loop. In: leases asked for by attempts, and the endpoints that
 * a new table still names; out: connections with room for a stream. Must not know: routes, filters,
 * heads, why a request is sent.
 *
 * <p>Everything here belongs to one loop and is used on it only; no connection changes its loop.
 */
@NullMarked
package io.naru.proxy.pool;

import org.jspecify.annotations.NullMarked;
