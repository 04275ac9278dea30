package io.naru.controller.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/// What an API server says to a request.
public sealed interface Answer<T> {

  /// It was done.
  record Done<T>(T value) implements Answer<T> {}

  /// The object is not there (404).
  record Absent<T>() implements Answer<T> {}

  /// The object was changed by somebody else, or is there already (409).
  record Conflict<T>(String reason) implements Answer<T> {}

  /// The server does not want to.
  ///
  /// @param code of HTTP; 403 if a right is missing
  record Refused<T>(int code, String reason) implements Answer<T> {}

  /// There was no answer, or none that an API server gives.
  record Unreachable<T>(String reason) implements Answer<T> {}

  /// The value, if it was done; empty for all else.
  default Optional<T> asOptional() {
    return this instanceof Done<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /// The outcome of a call that throws.
  static <T> Answer<T> of(Supplier<T> call) {
    try {
      return new Done<>(call.get());
    } catch (KubernetesClientException e) {
      return failed(e);
    } catch (UncheckedIOException e) {
      // What is needed to ask, the token of the account say, cannot be read.
      return new Unreachable<>(Reason.of(e));
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof JsonProcessingException) {
        return new Unreachable<>(Reason.of(e));
      }
      throw e;
    }
  }

  /// The outcome of a call that gives null for what is not there.
  static <T> Answer<T> ofNullable(Supplier<Optional<T>> call) {
    return switch (of(call)) {
      case Done<Optional<T>>(Optional<T> value) ->
          value.<Answer<T>>map(Done::new).orElseGet(Absent::new);
      case Absent<Optional<T>>() -> new Absent<>();
      case Conflict<Optional<T>>(String reason) -> new Conflict<>(reason);
      case Refused<Optional<T>>(int code, String reason) -> new Refused<>(code, reason);
      case Unreachable<Optional<T>>(String reason) -> new Unreachable<>(reason);
    };
  }

  private static <T> Answer<T> failed(KubernetesClientException e) {
    String reason = Reason.of(e);
    if (e.getCode() <= 0) {
      return new Unreachable<>(reason);
    }
    return switch (e.getCode()) {
      case 404 -> new Absent<>();
      case 409 -> new Conflict<>(reason);
      default -> new Refused<>(e.getCode(), reason);
    };
  }
}
