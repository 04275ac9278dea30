/**
 * Which requests a rule means, as values: hosts, paths, expressions. In: text that somebody wrote;
 * out: validated matchers without compiled state. Must not know: routes, policies, Netty,
 * Kubernetes.
 */
@NullMarked
package io.naru.proxy.match;

import org.jspecify.annotations.NullMarked;
