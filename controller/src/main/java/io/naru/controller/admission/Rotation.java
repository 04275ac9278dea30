package io.naru.controller.admission;

import io.naru.controller.admission.Step.Begin;
import io.naru.controller.admission.Step.Rest;
import io.naru.controller.admission.Step.Trust;
import io.naru.controller.admission.Step.Write;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.OneTimeAuthority;
import io.naru.tls.material.PemAuthorities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// How the webhook's certificate is made and changed so that no call is refused, as a function of
/// what stands in the cluster; whoever leads goes on where the last leader stopped.
///
/// A new pair is first held as the next one, its authority added to those that the API server
/// believes; it is served one round after the API server was told. An authority stays until it has
/// expired, so for longer than any replica can serve its certificate, however late it looks.
///
/// @param names by which the API server calls the webhook
/// @param life of a certificate; it is renewed when a third of it is left
record Rotation(List<String> names, Duration life) {
  private static final int PARTS = 3;

  Rotation {
    names = List.copyOf(names);
  }

  /// The next step.
  ///
  /// @param held empty where there is nothing that can be served
  /// @param trusted whether the API server has been told of these authorities, and of no others
  Step next(Optional<Held> held, Predicate<String> trusted, Instant now) {
    if (held.isEmpty()) {
      return new Begin(fresh("", now), "there is none");
    }
    Held it = held.get();
    Certificate served = it.served().certificate();
    if (served.expired(now)) {
      return new Begin(fresh(it.authorities(), now), "the last one has expired");
    }
    if (!trusted.test(it.authorities())) {
      return new Trust(it.authorities());
    }
    if (it.next().isPresent()) {
      return new Write(
          new Held(it.next().get(), Optional.empty(), it.authorities()), "it is its turn");
    }
    if (!names.stream().allMatch(served::covers)) {
      return new Write(staged(it, now), "the last one has other names");
    }
    if (served.expiresWithin(life.dividedBy(PARTS), now)) {
      return new Write(staged(it, now), "the last one ends at " + served.notAfter());
    }
    String alive = PemAuthorities.valid(it.authorities(), now);
    return alive.equals(it.authorities())
        ? new Rest()
        : new Write(new Held(it.served(), Optional.empty(), alive), "an authority has expired");
  }

  private Held fresh(String authorities, Instant now) {
    OneTimeAuthority.Issued issued = OneTimeAuthority.issue(names, life, now);
    return new Held(
        Held.Pair.of(issued), Optional.empty(), with(issued.authority(), authorities, now));
  }

  private Held staged(Held held, Instant now) {
    OneTimeAuthority.Issued issued = OneTimeAuthority.issue(names, life, now);
    return new Held(
        held.served(),
        Optional.of(Held.Pair.of(issued)),
        with(issued.authority(), held.authorities(), now));
  }

  private static String with(String authority, String others, Instant now) {
    return authority + PemAuthorities.valid(others, now);
  }
}
