@NullMarked
package io.naru.tls.select;

import org.jspecify.annotations.NullMarked;
