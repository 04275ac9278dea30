/**
 * Carries exchanges out. In: requests from the client's codec and the current table; out: attempts
 * at endpoints, and their response or one of our own to the client. Must not know: frames, how
 * connections are made, where routes come from.
 *
 * <p>One {@link io.naru.proxy.forward.Transfer} per exchange, on the exchange's loop; the request's
 * way up, the response's way down and the attempts are a file each.
 */
@NullMarked
package io.naru.proxy.forward;

import org.jspecify.annotations.NullMarked;
