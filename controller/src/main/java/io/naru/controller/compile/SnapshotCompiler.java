package io.naru.controller.compile;

import io.naru.controller.translate.Settings;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.route.RouteTable;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.material.Certificate;
import io.naru.tls.select.CertificateTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compiles the cluster's objects to tables, step after step. Each step remembers what it made of
/// each object, host or upstream, and makes again what a change concerns; the outcome is that of a
/// compilation from scratch, at a cost in proportion to the change. What did not change is the same
/// object as before.
///
/// Thread rule: one thread at a time.
public final class SnapshotCompiler {
  private final CompileOptions options;
  private final Certificate selfMade;
  private Optional<CompileSteps> remembered = Optional.empty();

  /// @param selfMade the certificate that is served where none other is to be had
  public SnapshotCompiler(CompileOptions options, Certificate selfMade) {
    this.options = options;
    this.selfMade = selfMade;
  }

  /// The tables of a world. Throws nothing for what users write. A defect of ours that is not
  /// contained in one object comes out, and nothing is remembered then: the next call begins from
  /// scratch, and so misses no change.
  ///
  /// @param changes what is other than in the world of the call before; of no meaning in the first
  public Compiled compile(World world, Changes changes) {
    CompileSteps steps = remembered.orElseGet(() -> new CompileSteps(options, selfMade));
    remembered = Optional.empty();

    // what holds for all
    Settings settings = steps.settings().update(world);
    Fallback fallback = steps.fallback().update(world, settings);
    // which Ingresses are ours, and what each says
    List<IngressChange> ingresses = steps.ingresses().update(world, changes, settings);
    // whose say is heard on which host
    Set<HostMatch> hosts = steps.hosts().update(ingresses);
    // what becomes of a request
    RouteContext context =
        new RouteContext(settings, fallback.action(), options.httpsPort(), options.healthPath());
    RouteTable routes = steps.routes().update(hosts, context);
    // where it goes
    Map<UpstreamId, Upstream> upstreams =
        steps.upstreams().update(world, changes, ingresses, fallback.upstream());
    // what the client is shown before
    CertificateTable certificates = steps.certificates().update(world, changes, hosts);

    remembered = Optional.of(steps);
    return new Compiled(
        routes,
        upstreams,
        certificates,
        settings.clients(),
        steps.problems(),
        steps.externalNames(),
        steps.ingresses().ours());
  }
}
