@NullMarked
package io.naru.proxy.filter;

import org.jspecify.annotations.NullMarked;
