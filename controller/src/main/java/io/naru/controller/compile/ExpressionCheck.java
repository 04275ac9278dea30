package io.naru.controller.compile;

import io.naru.proxy.match.Expressions;
import io.naru.proxy.match.Pattern;
import java.util.Optional;

/// Whether an expression can be used.
final class ExpressionCheck {
  private ExpressionCheck() {}

  /// A clause that goes on after "an expression that".
  static Optional<String> complaint(Pattern pattern) {
    return switch (Expressions.compile(pattern)) {
      case Expressions.Compiled.Ok _ -> Optional.empty();
      case Expressions.Compiled.Invalid(String reason) -> Optional.of(reason);
    };
  }
}
