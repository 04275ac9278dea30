package io.naru.controller;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The upstream controller's other flags. Those that have no meaning without nginx are accepted;
/// those whose feature is not built are refused, unless the value switches the feature off or is
/// upstream's default, by which it asks for no more than who leaves the flag away.
final class ForeignFlags {
  /// Accepted, and said to have no effect. Those of the log have upstream's spelling, with `_`.
  static final List<String> WITHOUT_EFFECT =
      List.of(
          "--add_dir_header",
          "--alsologtostderr",
          "--disable-full-test",
          "--dynamic-configuration-retries",
          "--health-check-timeout",
          "--internal-logger-address",
          "--log_backtrace_at",
          "--log_dir",
          "--log_file",
          "--log_file_max_size",
          "--logtostderr",
          "--monitor-max-batch-size",
          "--one_output",
          "--skip_headers",
          "--skip_log_headers",
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

  /// The values by which a flag asks for nothing.
  private static final Map<String, Set<String>> IDLE =
      Map.ofEntries(
          Map.entry("--bucket-factor", Set.of("0")),
          Map.entry("--deep-inspect", Set.of("true")),
          Map.entry("--default-server-port", Set.of("8181")),
          Map.entry("--enable-annotation-validation", Set.of("true")),
          Map.entry("--enable-ssl-chain-completion", Set.of("false")),
          Map.entry("--enable-ssl-passthrough", Set.of("false")),
          Map.entry("--enable-topology-aware-routing", Set.of("false")),
          Map.entry("--exclude-socket-metrics", Set.of("")),
          Map.entry("--max-buckets", Set.of("100")),
          Map.entry("--maxmind-edition-ids", Set.of("GeoLite2-City,GeoLite2-ASN")),
          Map.entry("--maxmind-license-key", Set.of("")),
          Map.entry("--maxmind-mirror", Set.of("")),
          Map.entry("--maxmind-retries-count", Set.of("1")),
          Map.entry("--maxmind-retries-timeout", Set.of("0s")),
          Map.entry("--metrics-per-host", Set.of("true", "false")),
          Map.entry("--metrics-per-undefined-host", Set.of("false")),
          Map.entry("--profiler-address", Set.of("127.0.0.1")),
          Map.entry("--profiler-port", Set.of("10245")),
          Map.entry("--profiling", Set.of("true", "false")),
          Map.entry("--report-status-classes", Set.of("false")),
          Map.entry("--ssl-passthrough-proxy-port", Set.of("442")),
          Map.entry("--tcp-services-configmap", Set.of("")),
          Map.entry("--udp-services-configmap", Set.of("")));

  private ForeignFlags() {}

  static Iterable<String> notBuilt() {
    return NOT_BUILT.keySet();
  }

  /// Why such a flag is refused; empty if its value asks for nothing.
  static Optional<String> refusal(String flag, String value) {
    Set<String> idle = IDLE.getOrDefault(flag, Set.of());
    if (idle.contains(value)
        || FlagValues.truth(value).map(String::valueOf).filter(idle::contains).isPresent()) {
      return Optional.empty();
    }
    return Optional.ofNullable(NOT_BUILT.get(flag))
        .map(feature -> "%s=%s: %s is not built yet.".formatted(flag, value, feature));
  }
}
