@NullMarked
package io.naru.tls.netty;

import org.jspecify.annotations.NullMarked;
