package io.naru.controller.access;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/// Why a list or a watch failed.
///
/// @param code of HTTP; 0 if there was no answer
public record Trouble(int code, String reason) {
  private static final int FORBIDDEN = 403;
  private static final int TOO_LARGE = 413;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int DEEPEST = 20;

  static Trouble of(Throwable failure) {
    return new Trouble(code(failure), Reason.of(failure));
  }

  /// A right is missing.
  public boolean isForbidden() {
    return code == FORBIDDEN;
  }

  /// It would be the same whatever was asked for: the credentials are not accepted, or the server
  /// has too much to do.
  public boolean isOfServer() {
    return code == UNAUTHORIZED || code == TOO_MANY_REQUESTS;
  }

  /// There was no answer at all.
  public boolean isSilence() {
    return code == 0;
  }

  /// An answer that is too large for us is none that the server failed to give.
  private static int code(Throwable failure) {
    if (TooLarge.isCauseOf(failure)) {
      return TOO_LARGE;
    }
    Optional<Throwable> at = Optional.of(failure);
    for (int depth = 0; at.isPresent() && depth < DEEPEST; depth++) {
      if (at.get() instanceof KubernetesClientException e && e.getCode() > 0) {
        return e.getCode();
      }
      at = Optional.ofNullable(at.get().getCause());
    }
    return 0;
  }
}
