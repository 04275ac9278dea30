package io.naru.controller.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.naru.controller.access.Answer;
import java.util.Optional;
import java.util.function.Supplier;

/// A server that has one Lease, and can be away.
final class OneLease implements LeaseStore {
  private Optional<Lease> lease = Optional.empty();
  private int version;
  private boolean away;
  private Runnable onAnswer = () -> {};

  void away(boolean now) {
    away = now;
  }

  /// Runs before each answer: time passes there.
  void onAnswer(Runnable action) {
    onAnswer = action;
  }

  /// Somebody writes whatever they like.
  void put(Lease any) {
    version++;
    lease =
        Optional.of(
            any.edit()
                .editOrNewMetadata()
                .withResourceVersion(String.valueOf(version))
                .endMetadata()
                .build());
  }

  Lease lease() {
    return lease.orElseThrow();
  }

  @Override
  public Answer<Lease> get() {
    return answer(() -> lease.<Answer<Lease>>map(Answer.Done::new).orElseGet(Answer.Absent::new));
  }

  @Override
  public Answer<Lease> create(Lease first) {
    return answer(() -> lease.isPresent() ? new Answer.Conflict<>("it is there") : stored(first));
  }

  @Override
  public Answer<Lease> update(Lease next) {
    return answer(() ->
        next.getMetadata().getResourceVersion().equals(String.valueOf(version))
            ? stored(next)
            : new Answer.Conflict<>("it was changed"));
  }

  private Answer<Lease> stored(Lease next) {
    put(next);
    return new Answer.Done<>(lease());
  }

  private Answer<Lease> answer(Supplier<Answer<Lease>> answer) {
    if (away) {
      return new Answer.Unreachable<>("it is away");
    }
    Answer<Lease> given = answer.get();
    onAnswer.run();
    return given;
  }
}
