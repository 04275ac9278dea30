@NullMarked
package io.naru.tls.material;

import org.jspecify.annotations.NullMarked;
