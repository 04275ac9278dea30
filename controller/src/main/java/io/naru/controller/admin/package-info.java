/// What operators and their machines ask of a running program: is it alive, is it ready, what does
/// it measure, what does it serve.
///
/// In: the published snapshot with its problems, and the phases of the program's life. Out: small
/// HTTP servers of their own, off the data loops. Must not know where snapshots come from, and
/// shows no secret: a dump writes the fields that it chose, never whole values.
@NullMarked
package io.naru.controller.admin;

import org.jspecify.annotations.NullMarked;
