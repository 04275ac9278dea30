/**
 * The way in: sockets, and what stands between them and an exchange. In: listeners and the current
 * table; out: accepted connections with their pipelines. Must not know: what is done to a request.
 */
@NullMarked
package io.naru.proxy.listen;

import org.jspecify.annotations.NullMarked;
