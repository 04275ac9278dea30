/// Where cluster objects come from, and the one immutable value that holds them.
///
/// In: a folder of manifests, or (as another [io.naru.controller.watch.ClusterWatcher]) an API
/// server. Out: a [io.naru.controller.watch.ClusterState] after each change, with what changed and
/// the problems of the source itself, on one thread. Must not know what an Ingress means: no rule
/// about classes, hosts, annotations or certificates is decided here, and nothing of the data plane
/// is imported.
@NullMarked
package io.naru.controller.watch;

import org.jspecify.annotations.NullMarked;
