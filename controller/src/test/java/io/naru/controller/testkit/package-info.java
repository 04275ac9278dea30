/// A real API server for tests.
@NullMarked
package io.naru.controller.testkit;

import org.jspecify.annotations.NullMarked;
