package io.naru.controller.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/// What a Lease says. Anybody may have written it, so each of its fields may be missing.
///
/// @param version of the object; another one with each renewal
/// @param holder empty for nobody
record Holding(
    String version, String holder, Duration lasts, Optional<ZonedDateTime> since, int transitions) {
  private static final String NOBODY = "";

  static Holding of(Lease lease) {
    Optional<LeaseSpec> spec = Optional.ofNullable(lease.getSpec());
    return new Holding(
        Optional.ofNullable(lease.getMetadata().getResourceVersion()).orElse(""),
        spec.map(LeaseSpec::getHolderIdentity).orElse(NOBODY),
        Duration.ofSeconds(spec.map(LeaseSpec::getLeaseDurationSeconds).orElse(0)),
        spec.map(LeaseSpec::getAcquireTime),
        spec.map(LeaseSpec::getLeaseTransitions).orElse(0));
  }

  boolean isFree() {
    return holder.equals(NOBODY);
  }

  /// The first Lease there is.
  static Lease first(String identity, Term term, Instant now) {
    return new Holding("", identity, term.lease(), Optional.of(utc(now)), 0).lease(now);
  }

  Lease renewed(Term term, Instant now) {
    return new Holding(version, holder, term.lease(), since, transitions).lease(now);
  }

  Lease taken(String identity, Term term, Instant now) {
    return new Holding(version, identity, term.lease(), Optional.of(utc(now)), transitions + 1)
        .lease(now);
  }

  Lease released(Instant now) {
    return new Holding(version, NOBODY, Duration.ofSeconds(1), since, transitions).lease(now);
  }

  private Lease lease(Instant now) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withResourceVersion(version.isEmpty() ? null : version)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(holder)
        .withLeaseDurationSeconds((int) lasts.toSeconds())
        .withAcquireTime(since.orElseGet(() -> utc(now)))
        .withRenewTime(utc(now))
        .withLeaseTransitions(transitions)
        .endSpec()
        .build();
  }

  private static ZonedDateTime utc(Instant now) {
    return now.atZone(ZoneOffset.UTC);
  }
}
