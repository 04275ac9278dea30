/// A long run of the whole program inside one process: many hosts, open streams, a change every
/// second. In: a duration; out: whether the heap came back to its base, no stream was cut, and the
/// table equals one that is compiled from scratch.
@NullMarked
package io.naru.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
