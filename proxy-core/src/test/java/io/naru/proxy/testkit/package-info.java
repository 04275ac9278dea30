/** What tests of the data plane share: requests, tables and clocks made by hand. */
@NullMarked
package io.naru.proxy.testkit;

import org.jspecify.annotations.NullMarked;
