/// How the control plane's own loops keep time: a bound on how often something is done, a wish to
/// be woken, a clock that tests can hold. Must not know what is done.
@NullMarked
package io.naru.controller.pace;

import org.jspecify.annotations.NullMarked;
