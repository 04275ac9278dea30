/**
 * What is done to the requests of a route, as values. In: nothing; out: one record per concern with
 * its defaults. Must not know: how a policy is carried out, Kubernetes, Netty.
 */
@NullMarked
package io.naru.proxy.policy;

import org.jspecify.annotations.NullMarked;
