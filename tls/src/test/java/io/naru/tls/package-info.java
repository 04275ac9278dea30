@NullMarked
package io.naru.tls;

import org.jspecify.annotations.NullMarked;
