/** Rules that hold for the whole module. */
@NullMarked
package io.naru.proxy;

import org.jspecify.annotations.NullMarked;
