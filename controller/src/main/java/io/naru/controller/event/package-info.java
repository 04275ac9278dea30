/// Tells users beside their objects what became of them. In: the problems that stand, the Ingresses
/// that changed. Out: Events of `events.k8s.io/v1`, by the leader alone, each thing once and few a
/// second. Must not know routes or tables; nothing that serves waits for it.
@NullMarked
package io.naru.controller.event;

import org.jspecify.annotations.NullMarked;
