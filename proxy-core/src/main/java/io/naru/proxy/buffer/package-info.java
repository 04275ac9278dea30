/**
 * The one budget of buffers: how much of the process's memory the bytes on their way hold, and what
 * each side of an exchange may hold in view of that. In: reads, and the process's limit; out: how
 * large reads, windows and write queues may be, and whether new work may begin. Must not know:
 * protocols, exchanges.
 */
@NullMarked
package io.naru.proxy.buffer;

import org.jspecify.annotations.NullMarked;
