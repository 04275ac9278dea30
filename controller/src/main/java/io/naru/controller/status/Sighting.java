package io.naru.controller.status;

import io.naru.controller.problem.Problem;

/// What came of looking for the addresses.
sealed interface Sighting {

  record Found(Addresses addresses) implements Sighting {}

  /// They cannot be said; every status stays as it is.
  record Unknown(Problem problem) implements Sighting {}
}
