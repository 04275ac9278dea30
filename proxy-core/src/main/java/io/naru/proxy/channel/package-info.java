/**
 * What is true of a channel, and done to it, whatever protocol it carries. In: a channel; out: what
 * of its bytes is unsent, and the end of one that nothing more is written to. Must not know:
 * protocols, exchanges.
 *
 * <p>Everything here is used on its channel's one loop.
 */
@NullMarked
package io.naru.proxy.channel;

import org.jspecify.annotations.NullMarked;
