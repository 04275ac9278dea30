/**
 * The other ends of connections in front-door tests: clients and endpoints of HTTP/1.1, HTTP/2 and
 * gRPC, none of which uses Naru's own codecs. In: what a test wants said; out: what was heard.
 */
@NullMarked
package io.naru.proxy.testkit.peer;

import org.jspecify.annotations.NullMarked;
