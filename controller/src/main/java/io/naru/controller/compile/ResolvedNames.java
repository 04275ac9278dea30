package io.naru.controller.compile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the external names resolved to last. A name that is missing was not asked for yet.
public record ResolvedNames(Map<String, Resolution> byName) {
  public static final ResolvedNames NONE = new ResolvedNames(Map.of());

  public ResolvedNames {
    byName = Map.copyOf(byName);
  }

  public Optional<Resolution> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// What became of a name.
  public sealed interface Resolution {

    /// It has addresses.
    ///
    /// @param literals IP addresses, in the resolver's order
    record Addresses(List<String> literals) implements Resolution {
      public Addresses {
        literals = List.copyOf(literals);
      }
    }

    /// It has none.
    ///
    /// @param reason half a sentence
    record Failed(String reason) implements Resolution {}
  }
}
