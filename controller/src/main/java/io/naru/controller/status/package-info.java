/// Tells users where their Ingresses can be reached. In: which Ingresses are ours, the addresses of
/// the controller, the status that the API server shows. Out: `status.loadBalancer` by server-side
/// apply, by the leader alone. Must not know routes or tables; nothing that serves waits for it.
@NullMarked
package io.naru.controller.status;

import org.jspecify.annotations.NullMarked;
