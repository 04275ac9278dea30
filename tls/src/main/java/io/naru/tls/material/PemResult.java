package io.naru.tls.material;

import java.util.function.Function;

/** What became of PEM text. */
public sealed interface PemResult<T> {

  record Ok<T>(T value) implements PemResult<T> {}

  record Invalid<T>(CertificateProblem problem) implements PemResult<T> {}

  default <R> PemResult<R> then(Function<? super T, PemResult<R>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Invalid<T>(CertificateProblem problem) -> new Invalid<>(problem);
    };
  }
}
