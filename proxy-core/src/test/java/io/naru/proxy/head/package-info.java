/** Heads against maps and naive references. */
@NullMarked
package io.naru.proxy.head;

import org.jspecify.annotations.NullMarked;
