/** What our own answers look like. */
@NullMarked
package io.naru.proxy.exchange;

import org.jspecify.annotations.NullMarked;
