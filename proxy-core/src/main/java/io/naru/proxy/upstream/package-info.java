/**
 * Where requests can go, as values. In: nothing; out: upstreams with their endpoints and how they
 * are reached. Must not know: sockets, pools, routes, Kubernetes.
 */
@NullMarked
package io.naru.proxy.upstream;

import org.jspecify.annotations.NullMarked;
