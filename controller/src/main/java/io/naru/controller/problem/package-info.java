/// What is wrong with the objects that users gave us, as values, and its way into the log.
///
/// In: problems that the sources and the compile found. Out: one sentence each, and one log line
/// when a problem appears and one when it is gone. Must not know where problems come from, or any
/// client library.
@NullMarked
package io.naru.controller.problem;

import org.jspecify.annotations.NullMarked;
