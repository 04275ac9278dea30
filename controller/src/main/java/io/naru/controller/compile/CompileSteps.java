package io.naru.controller.compile;

import io.naru.controller.problem.Problem;
import io.naru.tls.material.Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The steps of a compilation with what they remember.
///
/// Thread rule: one thread at a time.
final class CompileSteps {
  private final SettingsStep settings;
  private final FallbackStep fallback;
  private final IngressStep ingresses;
  private final HostStep hosts;
  private final RouteStep routes;
  private final UpstreamStep upstreams;
  private final CertificateStep certificates;
  private final ProblemList problems = new ProblemList();

  CompileSteps(CompileOptions options, Certificate selfMade) {
    CompileOptions.References references = options.references();
    this.settings = new SettingsStep(references.configMap());
    this.fallback = new FallbackStep(options);
    this.ingresses = new IngressStep(options);
    this.hosts = new HostStep();
    this.routes = new RouteStep(hosts);
    this.upstreams = new UpstreamStep(options);
    this.certificates = new CertificateStep(references.defaultCertificate(), selfMade, hosts);
  }

  SettingsStep settings() {
    return settings;
  }

  FallbackStep fallback() {
    return fallback;
  }

  IngressStep ingresses() {
    return ingresses;
  }

  HostStep hosts() {
    return hosts;
  }

  RouteStep routes() {
    return routes;
  }

  UpstreamStep upstreams() {
    return upstreams;
  }

  CertificateStep certificates() {
    return certificates;
  }

  /// The external names that the steps need the addresses of.
  Set<String> externalNames() {
    return Stream.of(fallback.externalNames(), upstreams.externalNames())
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What the steps found wrong.
  List<Problem> problems() {
    return problems.of(
        List.of(
            settings.problems(),
            fallback.problems(),
            ingresses.problems(),
            routes.problems(),
            upstreams.problems(),
            certificates.problems(),
            certificates.defaultProblems()));
  }
}
