/**
 * Message heads as bytes. In: bytes that a codec accepted one by one; out: one {@link
 * io.naru.proxy.head.Head} for every protocol, the edits that are made while it is written, and the
 * forms of its path. Must not know: Netty, frames, routes. Nothing here is thread-safe: a head
 * lives on its exchange's loop.
 */
@NullMarked
package io.naru.proxy.head;

import org.jspecify.annotations.NullMarked;
