/// Brings what is compiled into force. In: updates of a source, addresses of external names; out:
/// the one swap of the current table, a line in the log for each change, each problem said once.
/// Must not know: where objects come from, how a table is used.
@NullMarked
package io.naru.controller.publish;

import org.jspecify.annotations.NullMarked;
