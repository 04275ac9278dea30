/**
 * What every event loop has once: one flush at the end of an iteration, one mechanism for all
 * timeouts, and one share of the buffers. In: marks and deadlines of the loop's connections; out:
 * flushes and expiries on that loop. Must not know: protocols, exchanges.
 */
@NullMarked
package io.naru.proxy.loop;

import org.jspecify.annotations.NullMarked;
