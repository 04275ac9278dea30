package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.translate.BackendChoice;
import io.naru.controller.translate.Settings;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.route.RouteAction;
import io.naru.proxy.upstream.Upstream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks up the default backend: the first port of the Service that a flag names. While that has no
/// endpoint, or there is none, the answer is our own 404 (behaviour 16).
///
/// Thread rule: one thread at a time.
final class FallbackStep {
  private static final Fallback NOT_FOUND =
      new Fallback(new RouteAction.Respond(Fault.Unroutable.NO_ROUTE), Optional.empty());
  private static final String CONSEQUENCE = "unmatched requests are answered 404";

  private final CompileOptions options;
  private final Memo<ObjectKey, Fallback> memo = new Memo<>();
  private Set<String> names = Set.of();

  FallbackStep(CompileOptions options) {
    this.options = options;
  }

  Fallback update(World world, Settings settings) {
    return options
        .references()
        .defaultBackend()
        .map(service -> update(service, world, settings))
        .orElse(NOT_FOUND);
  }

  List<Problem> problems() {
    return memo.problems();
  }

  /// The external name that an endpoint is waited for from, if there is one.
  Set<String> externalNames() {
    return names;
  }

  /// One Service is looked up each time: cheaper than to remember of what it depends.
  private Fallback update(ObjectKey service, World world, Settings settings) {
    Reading reading = world.reading();
    memo.put(
        service,
        Isolated.run(
            () -> make(service, reading, settings),
            defect ->
                new Made<>(
                    NOT_FOUND,
                    List.of(Problem.defect(service, defect, CONSEQUENCE)),
                    reading.sources())));
    names = reading.names();
    return memo.get(service).orElseThrow();
  }

  private Made<Fallback> make(ObjectKey service, Reading reading, Settings settings) {
    ServiceRef reference = new ServiceRef(service.namespace(), service.name(), new PortRef.First());
    return switch (new ServiceEndpoints(options, reading).of(reference, false)) {
      case Endpoints.Found it when it.endpoints().isEmpty() ->
          new Made<>(NOT_FOUND, List.of(), reading.sources());
      case Endpoints.Found it -> {
        BackendChoice backend = settings.defaults().backend();
        UpstreamKey key = new UpstreamKey(reference, backend.protocol(), backend.transport());
        Upstream upstream = it.upstream(key, backend.balance());
        yield new Made<>(
            new Fallback(RouteAction.Forward.to(key.id()), Optional.of(upstream)),
            List.of(),
            reading.sources());
      }
      case Endpoints.Unusable(String reason) ->
          new Made<>(
              NOT_FOUND,
              List.of(
                  Problem.warning(service, "", "default-backend-service " + reason, CONSEQUENCE)),
              reading.sources());
    };
  }
}
