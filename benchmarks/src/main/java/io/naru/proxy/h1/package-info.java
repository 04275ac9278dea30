/** Benchmarks of what {@code io.naru.proxy.h1} does not show to other packages. */
@NullMarked
package io.naru.proxy.h1;

import org.jspecify.annotations.NullMarked;
