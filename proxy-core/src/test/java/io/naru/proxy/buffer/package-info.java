/** Tests of the budget of buffers. */
@NullMarked
package io.naru.proxy.buffer;

import org.jspecify.annotations.NullMarked;
