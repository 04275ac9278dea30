/// From the cluster's objects to the table, as a function: the same objects give the same table and
/// the same problems, whatever was compiled before.
///
/// In: a [io.naru.controller.watch.ClusterState], the addresses that external names resolved to,
/// and which of both changed. Out: a [io.naru.controller.compile.Compiled], of which everything
/// that did not change is the same object as before. A bad object costs its own routes and becomes
/// a problem; so does one that a defect of ours trips over. Must not know where states come from,
/// where tables go, the network, or the time.
@NullMarked
package io.naru.controller.compile;

import org.jspecify.annotations.NullMarked;
