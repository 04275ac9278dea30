/// Who of several replicas writes to the cluster. In: the one Lease of the deployment. Out: at any
/// moment whether it is this one, by its own monotonic clock alone. Must not know what is written.
@NullMarked
package io.naru.controller.leader;

import org.jspecify.annotations.NullMarked;
