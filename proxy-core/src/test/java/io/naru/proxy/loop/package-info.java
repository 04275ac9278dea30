/** Deadlines in a hand's time, and flushes counted. */
@NullMarked
package io.naru.proxy.loop;

import org.jspecify.annotations.NullMarked;
