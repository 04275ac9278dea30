/**
 * HTTP/1.0 and 1.1 on both sides. In: bytes of a channel; out: the calls of an exchange's ports,
 * and back. It parses clients strictly (catalogue C) and endpoints as RFC 9112 lets a recipient,
 * normalises once, and writes every start line, line end, framing and hop-by-hop field itself. Must
 * not know: routes, pools, where a request goes.
 */
@NullMarked
package io.naru.proxy.h1;

import org.jspecify.annotations.NullMarked;
