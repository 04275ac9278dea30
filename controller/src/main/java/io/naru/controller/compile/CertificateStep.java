package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.proxy.match.HostMatch;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.PemResult;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Chooses the certificates of each host that was touched, or one of whose Secrets changed.
///
/// Thread rule: one thread at a time.
final class CertificateStep {
  private static final String CONSEQUENCE = "a certificate of our own is served instead";

  private final Optional<ObjectKey> defaultSecret;
  private final CertificateSet selfMade;
  private final HostStep hosts;
  private final SecretCertificates certificates = new SecretCertificates();
  private final Memo<HostMatch, Optional<CertificateSet>> memo = new Memo<>();
  private final Memo<ObjectKey, CertificateSet> defaults = new Memo<>();
  private Map<HostMatch, Optional<CertificateSet>> made = Map.of();
  private CertificateTable table;

  /// @param selfMade what is served where nothing better is to be had
  CertificateStep(Optional<ObjectKey> defaultSecret, Certificate selfMade, HostStep hosts) {
    this.defaultSecret = defaultSecret;
    this.selfMade = CertificateSet.of(selfMade);
    this.hosts = hosts;
    this.table = CertificateTable.of(this.selfMade);
  }

  /// The same object as before while no certificate changes.
  CertificateTable update(World world, Changes changes, Set<HostMatch> touched) {
    certificates.forget(changes);
    Set<HostMatch> affected = new HashSet<>(touched);
    affected.addAll(memo.readersOf(changes));
    affected.forEach(host -> make(host, world));
    CertificateSet fallback = fallback(world);
    if (!Same.object(memo.table(), made) || !fallback.equals(table.fallback())) {
      made = memo.table();
      table = table(fallback);
    }
    return table;
  }

  List<Problem> problems() {
    return memo.problems();
  }

  List<Problem> defaultProblems() {
    return defaults.problems();
  }

  private void make(HostMatch host, World world) {
    Optional<AcceptedIngress> owner =
        hosts.has(host) ? hosts.rules(host).certificateOwner() : Optional.empty();
    if (owner.isEmpty()) {
      memo.remove(host);
      return;
    }
    Reading reading = world.reading();
    memo.put(
        host,
        Isolated.run(
            () -> new CertificateChoice(name(host), owner.get(), certificates, reading).choose(),
            defect ->
                new Made<>(
                    Optional.empty(),
                    List.of(Problem.defect(owner.get().key(), defect, CONSEQUENCE)),
                    reading.sources())));
  }

  private CertificateTable table(CertificateSet fallback) {
    Map<String, CertificateSet> byName = HashMap.newHashMap(made.size());
    made.forEach((host, chosen) -> byName.put(name(host), chosen.orElse(fallback)));
    return new CertificateTable(byName, fallback);
  }

  private CertificateSet fallback(World world) {
    return defaultSecret.map(key -> fallback(key, world)).orElse(selfMade);
  }

  private CertificateSet fallback(ObjectKey key, World world) {
    Reading reading = world.reading();
    defaults.put(
        key,
        Isolated.run(
            () -> defaultFrom(key, reading),
            defect ->
                new Made<>(
                    selfMade,
                    List.of(Problem.defect(key, defect, CONSEQUENCE)),
                    reading.sources())));
    return defaults.get(key).orElseThrow();
  }

  private Made<CertificateSet> defaultFrom(ObjectKey key, Reading reading) {
    Optional<PemResult<Certificate>> result =
        reading.secret(key.namespace(), key.name()).map(secret -> certificates.of(key, secret));
    if (result.isPresent() && result.get() instanceof PemResult.Ok<Certificate>(var certificate)) {
      return new Made<>(CertificateSet.of(certificate), List.of(), reading.sources());
    }
    String reason =
        result
            .map(it -> it instanceof PemResult.Invalid<Certificate>(var p) ? p.what() : "")
            .orElse("it does not exist");
    return new Made<>(
        selfMade,
        List.of(
            Problem.warning(
                key, "", "cannot be the default-ssl-certificate: " + reason, CONSEQUENCE)),
        reading.sources());
  }

  private static String name(HostMatch host) {
    return switch (host) {
      case HostMatch.Exact(String name) -> name;
      case HostMatch.OneLabel(String parent) -> "*." + parent;
      case HostMatch.Any() -> "";
    };
  }
}
