/**
 * Everything that the data plane serves from, as one value. In: routes, upstreams, certificates;
 * out: {@link io.naru.proxy.snapshot.Snapshot}. Must not know: compiled or resolved forms of what
 * it holds (those are the runtime's), Netty, Kubernetes.
 */
@NullMarked
package io.naru.proxy.snapshot;

import org.jspecify.annotations.NullMarked;
