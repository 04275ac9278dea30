/**
 * What tests of the data plane share: requests, tables and clocks made by hand, raw sockets, and
 * both ends of an exchange.
 */
@NullMarked
package io.naru.proxy.testkit;

import org.jspecify.annotations.NullMarked;
