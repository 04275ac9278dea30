/** The pools without a socket: connections and time are the test's. */
@NullMarked
package io.naru.proxy.pool;

import org.jspecify.annotations.NullMarked;
