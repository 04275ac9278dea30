@NullMarked
package io.naru.proxy.balance;

import org.jspecify.annotations.NullMarked;
