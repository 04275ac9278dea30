/**
 * One request and its response, whatever protocols carry them. In: heads, body parts and ends from
 * either side's codec; out: the same to the other side, through two ports. Must not know: frames,
 * pools, tables, filters.
 *
 * <p>Bodies flow by credit. Who produces a body may hand over as many bytes as its consumer
 * granted; the consumer grants them again as they leave. Nothing else paces a body, and nothing is
 * buffered beyond the credit that is out.
 *
 * <p>Everything here is used on the exchange's one loop.
 */
@NullMarked
package io.naru.proxy.exchange;

import org.jspecify.annotations.NullMarked;
