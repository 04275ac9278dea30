package io.naru.controller.access;

import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/// An answer was given up, as it has more bytes than may be held.
final class TooLarge extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private static final int DEEPEST = 20;

  TooLarge(long most) {
    super("the answer is larger than " + most + " bytes");
  }

  /// Whether that is behind a failure.
  static boolean isCauseOf(Throwable failure) {
    Optional<Throwable> at = Optional.of(failure);
    for (int depth = 0; at.isPresent() && depth < DEEPEST; depth++) {
      if (at.get() instanceof TooLarge) {
        return true;
      }
      at = Optional.ofNullable(at.get().getCause());
    }
    return false;
  }
}
