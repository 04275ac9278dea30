/**
 * JMH benchmarks of what a request and a change cost inside the program. What requests cost on the
 * wire, beside other proxies, is measured by {@code compare}.
 */
@NullMarked
package io.naru.benchmarks;

import org.jspecify.annotations.NullMarked;
