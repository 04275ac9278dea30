@NullMarked
package io.naru.proxy.forward;

import org.jspecify.annotations.NullMarked;
