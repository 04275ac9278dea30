package io.naru.controller.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.naru.controller.problem.Severity;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What Prometheus gets: the JVM, the process, and the configuration that is served.
///
/// Thread rule: made and closed by one thread, scraped by any.
public final class Metrics implements AutoCloseable {
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final double MILLIS = 1000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<LongSupplier> defects = new CopyOnWriteArrayList<>();
  private final JvmGcMetrics collections = new JvmGcMetrics();

  public Metrics(Supplier<View> view) {
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    configuration(view);
    FunctionCounter.builder(
            "naru.defects", defects, it -> it.stream().mapToLong(LongSupplier::getAsLong).sum())
        .description("How often work of the control plane failed by a defect, and was begun again.")
        .register(registry);
  }

  /// Adds what another part counts.
  public void add(MeterBinder more) {
    more.bindTo(registry);
  }

  private void configuration(Supplier<View> view) {
    gauge(
        "naru.config.generation",
        "Which version of the table is served; it rises with each change.",
        view,
        it -> it.snapshot().generation());
    gauge(
        "naru.config.last.change.timestamp.seconds",
        "When the served table took effect, in seconds since 1970.",
        view,
        it -> it.since().toEpochMilli() / MILLIS);
    gauge(
        "naru.config.hosts",
        "How many hosts the served table has.",
        view,
        it -> it.snapshot().routes().hosts().size());
    gauge(
        "naru.config.upstreams",
        "How many upstreams the served table has.",
        view,
        it -> it.snapshot().upstreams().size());
    for (Severity severity : Severity.values()) {
      problems(view, severity);
    }
  }

  /// One more figure.
  ///
  /// @param name with dots
  public void gauge(String name, String help, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(help)
        .strongReference(true)
        .register(registry);
  }

  /// Where turns of the control plane's own work are counted that failed by a defect of ours; each
  /// is in the log, and was followed by the next turn.
  public void defects(LongSupplier more) {
    defects.add(more);
  }

  private void gauge(String name, String help, Supplier<View> view, ToDoubleFunction<View> value) {
    Gauge.builder(name, view, it -> value.applyAsDouble(it.get()))
        .description(help)
        .strongReference(true)
        .register(registry);
  }

  private void problems(Supplier<View> view, Severity severity) {
    Gauge.builder("naru.problems", view, it -> count(it.get(), severity))
        .description("How many problems stand in the objects that are served.")
        .tag("severity", severity.name().toLowerCase(Locale.ROOT))
        .strongReference(true)
        .register(registry);
  }

  private static double count(View view, Severity severity) {
    return view.problems().stream().filter(it -> it.severity() == severity).count();
  }

  Answer page() {
    return new Answer(200, CONTENT_TYPE, registry.scrape());
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
