/**
 * TLS on a connection.
 *
 * <p>In: the values of {@code tls.select}, and a channel. Out: a pipeline that speaks plain bytes
 * inside TLS, together with what the handshake agreed on. Contexts are built on an executor of the
 * caller's, never on an event loop, and kept in bounded caches by the content of their values; a
 * table that changes needs no restart and closes no connection.
 *
 * <p>BoringSSL contexts are reference-counted: each engine counts itself in, and {@code
 * OwnedContext} holds the one other reference for as long as a cache or a handshake can reach it.
 * So nothing in use is freed, whatever a cache evicts, nothing waits for a finalizer, and no caller
 * counts.
 *
 * <p>Must not know: where certificates come from, what is spoken inside TLS.
 */
@NullMarked
package io.naru.tls.netty;

import org.jspecify.annotations.NullMarked;
