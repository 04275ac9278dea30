package io.naru.proxy.exchange;

import java.util.Optional;

/**
 * What a handshake agreed on.
 *
 * @param serverName the SNI, lower-case; empty if the client sent none
 */
public record TlsFacts(String version, String cipher, Optional<String> serverName) {}
