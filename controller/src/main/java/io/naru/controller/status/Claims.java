package io.naru.controller.status;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
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

  /// At which look each of our Ingresses was new, or changed by another.
  private final Map<ObjectKey, Long> news = new HashMap<>();

  private long looks;

  /// Those of our Ingresses that show other addresses and may be written now: what is new or was
  /// changed by another before what waits since an earlier look, then by name.
  List<ObjectKey> due(Set<ObjectKey> ours, ShownStatus shown, Addresses wanted, long now) {
    looks++;
    claims.keySet().retainAll(ours);
    news.keySet().retainAll(ours);
    List<ObjectKey> due = new ArrayList<>();
    for (ObjectKey key : ours) {
      Optional<Addresses> status = shown.of(key);
      if (status.isPresent()) {
        news.putIfAbsent(key, looks);
        if (isDue(key, status.get(), wanted, now)) {
          due.add(key);
        }
      }
    }
    return due.stream()
        .sorted(Comparator.<ObjectKey>comparingLong(this::news).reversed().thenComparing(it -> it))
        .toList();
  }

  private long news(ObjectKey key) {
    return news.getOrDefault(key, 0L);
  }

  private boolean isDue(ObjectKey key, Addresses status, Addresses wanted, long now) {
    Optional<Claim> claim =
        Optional.ofNullable(claims.computeIfPresent(key, (_, it) -> sees(key, it, status, now)));
    return !status.equals(wanted) && claim.map(it -> it.mayWrite(wanted, now)).orElse(true);
  }

  private Claim sees(ObjectKey key, Claim claim, Addresses status, long now) {
    Claim seen = claim.sees(status, now);
    if (seen.lost() && !seen.equals(claim)) {
      news.put(key, looks);
    }
    return seen;
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
    news.clear();
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
