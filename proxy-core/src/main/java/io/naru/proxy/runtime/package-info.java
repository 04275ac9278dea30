/**
 * The table that requests are served from. In: snapshots; out: {@link
 * io.naru.proxy.runtime.LiveTable}, a snapshot with what loops need beside it (indexes over bytes,
 * compiled expressions, filter chains, resolved addresses), and {@link
 * io.naru.proxy.runtime.CurrentTable}, the only swap. Must not know: connections, codecs, where a
 * snapshot came from.
 *
 * <p>Live forms are immutable and shared by all loops. What did not change between two snapshots is
 * the same object in both tables. They are built off the loops.
 */
@NullMarked
package io.naru.proxy.runtime;

import org.jspecify.annotations.NullMarked;
