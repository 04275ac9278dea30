package io.naru.controller.compile;

import io.naru.controller.problem.Problem;
import io.naru.controller.translate.Settings;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.route.RouteTable;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.material.Certificate;
import io.naru.tls.select.CertificateTable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compiles the cluster's objects to tables, step after step. Each step remembers what it made of
/// each object, host or upstream, and makes again what a change concerns; the outcome is that of a
/// compilation from scratch, at a cost in proportion to the change.
///
/// Thread rule: one thread at a time.
public final class SnapshotCompiler {
  private final CompileOptions options;
  private final SettingsStep settings;
  private final IngressStep ingresses;
  private final HostStep hosts;
  private final FallbackStep fallback;
  private final RouteStep routes;
  private final UpstreamStep upstreams;
  private final CertificateStep certificates;
  private final ProblemList problems = new ProblemList();

  /// @param selfMade the certificate that is served where none other is to be had
  public SnapshotCompiler(CompileOptions options, Certificate selfMade) {
    CompileOptions.References references = options.references();
    this.options = options;
    this.settings = new SettingsStep(references.configMap());
    this.ingresses = new IngressStep(options);
    this.hosts = new HostStep();
    this.fallback = new FallbackStep(options);
    this.routes = new RouteStep(hosts);
    this.upstreams = new UpstreamStep(options);
    this.certificates = new CertificateStep(references.defaultCertificate(), selfMade, hosts);
  }

  /// The tables of a world.
  ///
  /// @param changes what is other than in the world of the call before; of no meaning in the first
  public Compiled compile(World world, Changes changes) {
    // what holds for all
    Settings common = settings.update(world);
    Fallback unmatched = fallback.update(world, common);
    // which Ingresses are ours, and what each says
    List<IngressChange> accepted = ingresses.update(world, changes, common);
    // whose say is heard on which host
    Set<HostMatch> touched = hosts.update(accepted);
    // what becomes of a request
    RouteTable routeTable =
        routes.update(touched, new RouteContext(common, unmatched.action(), options.httpsPort()));
    // where it goes
    Map<UpstreamId, Upstream> upstreamTable =
        upstreams.update(world, changes, accepted, unmatched.upstream());
    // what the client is shown before
    CertificateTable certificateTable = certificates.update(world, changes, touched);
    return new Compiled(
        routeTable, upstreamTable, certificateTable, problems(), upstreams.externalNames());
  }

  private List<Problem> problems() {
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
