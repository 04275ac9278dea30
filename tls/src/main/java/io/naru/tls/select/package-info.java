/**
 * Which certificates, and which rules of TLS, a server name gets.
 *
 * <p>In: certificates by name. Out: immutable values that a snapshot holds and a handshake asks.
 *
 * <p>Must not know: how a handshake is done, Netty, where names and certificates come from. Holds
 * no keys, arrays or compiled patterns of its own.
 */
@NullMarked
package io.naru.tls.select;

import org.jspecify.annotations.NullMarked;
