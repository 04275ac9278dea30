package io.naru.controller.leader;

/// What came of a look at the Lease.
sealed interface Look {

  /// This replica holds it.
  record Leads() implements Look {}

  /// Another one does.
  record Follows(String holder) implements Look {}

  /// It cannot be said.
  record Unclear(String reason) implements Look {}
}
