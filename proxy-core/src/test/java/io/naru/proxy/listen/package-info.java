/** The front door: everything through real sockets, both sides of the proxy included. */
@NullMarked
package io.naru.proxy.listen;

import org.jspecify.annotations.NullMarked;
