package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.Secret;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.PemResult;
import io.naru.tls.select.CertificateSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chooses the certificates of one host from the `tls` section of one Ingress (behaviour 24).
final class CertificateChoice {
  private static final String CONSEQUENCE = "the default certificate is served";

  private final String host;
  private final AcceptedIngress owner;
  private final SecretCertificates certificates;
  private final Reading reading;
  private final List<Problem> problems = new ArrayList<>();

  CertificateChoice(
      String host, AcceptedIngress owner, SecretCertificates certificates, Reading reading) {
    this.host = host;
    this.owner = owner;
    this.certificates = certificates;
    this.reading = reading;
  }

  /// Those of the entries that name the host; where none does, those that cover it. An RSA and an
  /// EC certificate stand side by side, of two of one kind the first. Empty: the default one.
  Made<Optional<CertificateSet>> choose() {
    List<TlsEntry> naming = owner.tls().stream().filter(it -> it.hosts().contains(host)).toList();
    boolean named = !naming.isEmpty();
    Optional<CertificateSet> chosen = Optional.empty();
    for (TlsEntry entry : named ? naming : owner.tls()) {
      Optional<Certificate> certificate = certificate(entry).filter(it -> covers(it, entry, named));
      if (certificate.isPresent()) {
        chosen = Optional.of(add(chosen, certificate.get()));
      }
    }
    return new Made<>(chosen, problems, reading.sources());
  }

  private static CertificateSet add(Optional<CertificateSet> before, Certificate certificate) {
    return before
        .map(it -> it.ofKind(certificate.keyKind()).isPresent() ? it : it.with(certificate))
        .orElseGet(() -> CertificateSet.of(certificate));
  }

  private boolean covers(Certificate certificate, TlsEntry entry, boolean named) {
    boolean covers = certificate.covers(host);
    if (!covers && named) {
      problem(entry, "names a certificate for " + certificate.names() + ", not for " + host);
    }
    return covers;
  }

  private Optional<Certificate> certificate(TlsEntry entry) {
    if (entry.secret().isEmpty()) {
      return Optional.empty();
    }
    ObjectKey name = new ObjectKey(Kind.SECRET, owner.key().namespace(), entry.secret());
    Optional<Secret> secret = reading.secret(name.namespace(), name.name());
    if (secret.isEmpty()) {
      problem(entry, "names " + name + ", which does not exist");
      return Optional.empty();
    }
    return switch (certificates.of(name, secret.get())) {
      case PemResult.Ok<Certificate>(Certificate certificate) -> Optional.of(certificate);
      case PemResult.Invalid<Certificate>(var problem) -> {
        problem(entry, "names " + name + ", of which " + problem.what());
        yield Optional.empty();
      }
    };
  }

  private void problem(TlsEntry entry, String reason) {
    problems.add(Problem.warning(owner.key(), entry.field() + ".secretName", reason, CONSEQUENCE));
  }
}
