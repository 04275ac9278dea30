package io.naru.controller.leader;

/// Whether this replica may write to the cluster. Asked before each write: an answer holds for the
/// moment only.
@FunctionalInterface
public interface Leadership {
  /// Nobody leads.
  Leadership NEVER = () -> false;

  /// This replica leads, and perhaps others do.
  Leadership ALWAYS = () -> true;

  boolean leads();
}
