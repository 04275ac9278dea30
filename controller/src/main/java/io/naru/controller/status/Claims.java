package io.naru.controller.status;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which statuses are to be written, and which are left to another who writes there too. Forgets
/// all with the leadership: the next leader begins with what is shown.
///
/// Thread rule: one thread.
final class Claims {
  private final Map<ObjectKey, Claim> claims = new HashMap<>();

  /// Those of our Ingresses that show other addresses and may be written now, in order.
  List<ObjectKey> due(Set<ObjectKey> ours, ShownStatus shown, Addresses wanted, long now) {
    claims.keySet().retainAll(ours);
    List<ObjectKey> due = new ArrayList<>();
    for (ObjectKey key : ours) {
      Optional<Addresses> status = shown.of(key);
      if (status.isPresent() && isDue(key, status.get(), wanted, now)) {
        due.add(key);
      }
    }
    return due.stream().sorted().toList();
  }

  private boolean isDue(ObjectKey key, Addresses status, Addresses wanted, long now) {
    Optional<Claim> claim =
        Optional.ofNullable(claims.computeIfPresent(key, (_, it) -> it.sees(status, now)));
    return !status.equals(wanted) && claim.map(it -> it.mayWrite(wanted, now)).orElse(true);
  }

  /// Whether somebody else has changed the field since this replica wrote it.
  boolean isStruck(ObjectKey key) {
    return Optional.ofNullable(claims.get(key)).filter(it -> it.strikes() > 0).isPresent();
  }

  /// @param found what the field has after the write
  void wrote(ObjectKey key, Addresses wanted, Addresses found, long now) {
    claims.put(key, claims.getOrDefault(key, Claim.nothing(now)).wrote(wanted, found));
  }

  /// Who it was.
  void against(ObjectKey key, String manager) {
    claims.computeIfPresent(key, (_, it) -> it.against(manager));
  }

  void forget() {
    claims.clear();
  }

  /// One for each Ingress whose status somebody else writes too.
  List<Problem> problems(long now) {
    return claims.entrySet().stream()
        .filter(it -> it.getValue().isContested(now))
        .map(it -> problem(it.getKey(), it.getValue()))
        .sorted()
        .toList();
  }

  private static Problem problem(ObjectKey key, Claim claim) {
    return Problem.warning(
        key,
        "status.loadBalancer",
        "is written by %s too, with other addresses (%s)"
            .formatted(claim.rival().name(), claim.rival().addresses()),
        "it is left alone for a while; one of two controllers on a class needs --status=observe");
  }
}
