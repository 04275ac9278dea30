@NullMarked
package io.naru.proxy.runtime;

import org.jspecify.annotations.NullMarked;
