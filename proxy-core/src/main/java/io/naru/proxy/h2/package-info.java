/**
 * HTTP/2 (RFC 9113) towards clients and towards endpoints. In: bytes of a connection, the ports of
 * an exchange; out: the same, the other way round. Netty's frame layer keeps the states of streams
 * and both flow-control windows; reading header blocks into heads, writing frames, budgets and
 * timeouts are ours. Must not know: routes, tables, pools, HTTP/1.1.
 *
 * <p>Everything here is used on its connection's one loop.
 */
@NullMarked
package io.naru.proxy.h2;

import org.jspecify.annotations.NullMarked;
