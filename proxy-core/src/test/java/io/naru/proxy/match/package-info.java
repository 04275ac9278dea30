@NullMarked
package io.naru.proxy.match;

import org.jspecify.annotations.NullMarked;
