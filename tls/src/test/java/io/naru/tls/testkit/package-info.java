/** Certificates, keys and hand-driven parts for tests of this and other modules. */
@NullMarked
package io.naru.tls.testkit;

import org.jspecify.annotations.NullMarked;
