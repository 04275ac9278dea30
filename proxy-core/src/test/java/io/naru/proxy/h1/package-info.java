/** HTTP/1.x through real sockets, catalogue C by its ids, and properties of the head codec. */
@NullMarked
package io.naru.proxy.h1;

import org.jspecify.annotations.NullMarked;
