/**
 * What is done to a client's channel whatever protocol it carries. In: a channel that nothing more
 * is written to; out: its end. Must not know: protocols, exchanges.
 *
 * <p>Everything here is used on its channel's one loop.
 */
@NullMarked
package io.naru.proxy.channel;

import org.jspecify.annotations.NullMarked;
