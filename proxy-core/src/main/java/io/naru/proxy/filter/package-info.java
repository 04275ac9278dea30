/**
 * What is done to a request between its routing and its forwarding. In: an exchange and a route's
 * policies; out: edits, answers, refusals. Must not know: pools, codecs, how an upstream is
 * reached.
 *
 * <p>Filters run on the exchange's loop and never block it. Their order is {@link
 * io.naru.proxy.filter.Phase}, not the order in which somebody wrote annotations.
 */
@NullMarked
package io.naru.proxy.filter;

import org.jspecify.annotations.NullMarked;
