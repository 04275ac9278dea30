package io.naru.controller.publish;

import io.naru.controller.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is in force.
///
/// @param generation of the table; 0 before the first full list is in
/// @param at when the table last changed
/// @param took from the update's arrival until new requests met the table
/// @param problems that stand, of all objects
public record Published(long generation, Instant at, Duration took, List<Problem> problems) {
  public static final Published NOTHING = new Published(0, Instant.EPOCH, Duration.ZERO, List.of());

  public Published {
    problems = List.copyOf(problems);
  }

  /// Whether a full table serves.
  public boolean isReady() {
    return generation > 0;
  }

  Published with(List<Problem> standing) {
    return new Published(generation, at, took, standing);
  }
}
