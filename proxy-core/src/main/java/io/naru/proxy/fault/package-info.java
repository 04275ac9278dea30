/**
 * What went wrong with one exchange, as values. In: nothing; out: {@link
 * io.naru.proxy.fault.Fault}. Must not know: status codes (the exchange's FaultResponse alone picks
 * them), sockets, frames.
 */
@NullMarked
package io.naru.proxy.fault;

import org.jspecify.annotations.NullMarked;
