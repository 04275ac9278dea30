/// Which cluster object is meant: the kinds the controller reads, and the key of one object.
///
/// In: names. Out: values to look up, compare and print. Must not know any client library, file or
/// table: every other package of the controller speaks of objects through these two types.
@NullMarked
package io.naru.controller.object;

import org.jspecify.annotations.NullMarked;
