package io.naru.controller;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The upstream controller's other flags. Those that have no meaning without nginx are accepted;
/// those whose feature is not built are refused, unless the value switches the feature off.
final class ForeignFlags {
  /// Accepted, and said to have no effect.
  static final List<String> WITHOUT_EFFECT =
      List.of(
          "--add-dir-header",
          "--alsologtostderr",
          "--disable-full-test",
          "--dynamic-configuration-retries",
          "--health-check-timeout",
          "--internal-logger-address",
          "--log-backtrace-at",
          "--log-dir",
          "--log-file",
          "--log-file-max-size",
          "--logtostderr",
          "--monitor-max-batch-size",
          "--one-output",
          "--skip-headers",
          "--skip-log-headers",
          "--stderrthreshold",
          "--stream-port",
          "--sync-rate-limit",
          "--vmodule");

  private static final String STREAMS = "TCP and UDP services";
  private static final String REQUEST_METRICS = "metrics of requests";
  private static final String GEOIP = "GeoIP";
  private static final String PROFILING = "profiling over HTTP";

  /// What is not built, by the flags that ask for it.
  private static final Map<String, String> NOT_BUILT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("--bucket-factor", REQUEST_METRICS),
              Map.entry("--deep-inspect", "the inspection of suspicious names"),
              Map.entry("--default-server-port", "a port for the 404 answer"),
              Map.entry("--enable-annotation-validation", "a switch for annotation checks"),
              Map.entry("--enable-ssl-chain-completion", "completing certificate chains"),
              Map.entry("--enable-ssl-passthrough", "TLS passthrough"),
              Map.entry("--enable-topology-aware-routing", "topology hints"),
              Map.entry("--exclude-socket-metrics", REQUEST_METRICS),
              Map.entry("--lb-health-port", "a port for load balancers' checks"),
              Map.entry("--length-buckets", REQUEST_METRICS),
              Map.entry("--max-buckets", REQUEST_METRICS),
              Map.entry("--maxmind-edition-ids", GEOIP),
              Map.entry("--maxmind-license-key", GEOIP),
              Map.entry("--maxmind-mirror", GEOIP),
              Map.entry("--maxmind-retries-count", GEOIP),
              Map.entry("--maxmind-retries-timeout", GEOIP),
              Map.entry("--metrics-per-host", REQUEST_METRICS),
              Map.entry("--metrics-per-undefined-host", REQUEST_METRICS),
              Map.entry("--profiler-address", PROFILING),
              Map.entry("--profiler-port", PROFILING),
              Map.entry("--profiling", PROFILING),
              Map.entry("--report-status-classes", REQUEST_METRICS),
              Map.entry("--serve-without", "serving without a protection"),
              Map.entry("--size-buckets", REQUEST_METRICS),
              Map.entry("--ssl-passthrough-proxy-port", "TLS passthrough"),
              Map.entry("--tcp-services-configmap", STREAMS),
              Map.entry("--time-buckets", REQUEST_METRICS),
              Map.entry("--udp-services-configmap", STREAMS)));

  /// The value by which a flag says that it can do without.
  private static final Map<String, String> OFF =
      Map.ofEntries(
          Map.entry("--enable-annotation-validation", "true"),
          Map.entry("--enable-ssl-chain-completion", "false"),
          Map.entry("--enable-ssl-passthrough", "false"),
          Map.entry("--enable-topology-aware-routing", "false"),
          Map.entry("--metrics-per-host", "false"),
          Map.entry("--metrics-per-undefined-host", "false"),
          Map.entry("--profiling", "false"),
          Map.entry("--report-status-classes", "false"));

  private ForeignFlags() {}

  static Iterable<String> notBuilt() {
    return NOT_BUILT.keySet();
  }

  /// Why such a flag is refused; empty if its value asks for nothing.
  static Optional<String> refusal(String flag, String value) {
    if (value.equals(OFF.get(flag))) {
      return Optional.empty();
    }
    return Optional.ofNullable(NOT_BUILT.get(flag))
        .map(feature -> "%s=%s: %s is not built yet.".formatted(flag, value, feature));
  }
}
