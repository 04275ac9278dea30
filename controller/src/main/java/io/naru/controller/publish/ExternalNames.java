package io.naru.controller.publish;

import java.util.Set;

/// Learns the addresses of external names, for as long as they are needed.
@FunctionalInterface
public interface ExternalNames {
  /// Learns nothing.
  ExternalNames NONE = _ -> {};

  /// These and no other names are needed from now on. Returns at once.
  void need(Set<String> names);
}
