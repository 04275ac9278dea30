@NullMarked
package io.naru.proxy.snapshot;

import org.jspecify.annotations.NullMarked;
