package io.naru.controller.compile;

import io.naru.proxy.match.Expressions;
import io.naru.proxy.match.Pattern;
import java.util.Optional;

/// Whether an expression can be used, and what it may have meant if not.
final class ExpressionCheck {
  private static final String SPECIAL = "\\^$.|?*+()[]{}";
  private static final String OPTIONAL = "?*{";

  private ExpressionCheck() {}

  /// A clause that goes on after "an expression that".
  static Optional<String> complaint(Pattern pattern) {
    return switch (Expressions.compile(pattern)) {
      case Expressions.Compiled.Ok _ -> Optional.empty();
      case Expressions.Compiled.Invalid(String reason) -> Optional.of(reason);
    };
  }

  /// What all paths begin with that an absolute expression may have meant, however it is to be
  /// read: its plain characters at the beginning; a slash alone where it has alternatives.
  static String literal(String expression) {
    int end = 0;
    while (end < expression.length() && SPECIAL.indexOf(expression.charAt(end)) < 0) {
      end++;
    }
    if (end < expression.length() && OPTIONAL.indexOf(expression.charAt(end)) >= 0) {
      end--;
    }
    return end < 1 || hasAlternatives(expression) ? "/" : expression.substring(0, end);
  }

  /// Outside of all groups, where `^` binds to the first of them alone. What is escaped counts too:
  /// better refused than served.
  private static boolean hasAlternatives(String expression) {
    int depth = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '|' && depth <= 0) {
        return true;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return false;
  }
}
