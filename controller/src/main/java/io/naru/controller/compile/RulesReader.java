package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.proxy.match.HostMatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the spec of an Ingress. What is unusable in it is left out, with a problem.
final class RulesReader {
  private final ObjectKey key;
  private final List<Problem> problems;

  RulesReader(ObjectKey key, List<Problem> problems) {
    this.key = key;
    this.problems = problems;
  }

  IngressRules read(Ingress ingress) {
    Map<HostMatch, List<PathRule>> byHost = new LinkedHashMap<>();
    List<IngressRule> rules = orEmpty(ingress.getSpec().getRules());
    for (int i = 0; i < rules.size(); i++) {
      String field = "spec.rules[" + i + "]";
      IngressRule rule = rules.get(i);
      host(rule, field)
          .ifPresent(host ->
              byHost.computeIfAbsent(host, _ -> new ArrayList<>()).addAll(paths(rule, field)));
    }
    Optional<ServiceRef> defaultBackend =
        Optional.ofNullable(ingress.getSpec().getDefaultBackend())
            .flatMap(it -> service(it, "spec.defaultBackend"));
    return new IngressRules(
        byHost, defaultBackend, rules.isEmpty() && defaultBackend.isPresent(), tls(ingress));
  }

  private Optional<HostMatch> host(IngressRule rule, String field) {
    String host = Optional.ofNullable(rule.getHost()).orElse("");
    try {
      return Optional.of(HostMatch.of(host));
    } catch (IllegalArgumentException e) {
      error(field + ".host", "is " + e.getMessage(), "this rule is left out");
      return Optional.empty();
    }
  }

  private List<PathRule> paths(IngressRule rule, String ruleField) {
    List<HTTPIngressPath> paths =
        orEmpty(
            Optional.ofNullable(rule.getHttp()).map(HTTPIngressRuleValue::getPaths).orElse(null));
    List<PathRule> read = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      path(paths.get(i), ruleField + ".http.paths[" + i + "]").ifPresent(read::add);
    }
    return read;
  }

  private Optional<PathRule> path(HTTPIngressPath rule, String field) {
    String path = Optional.ofNullable(rule.getPath()).filter(it -> !it.isEmpty()).orElse("/");
    String type = Optional.ofNullable(rule.getPathType()).orElse("ImplementationSpecific");
    if (!path.startsWith("/")) {
      error(field + ".path", "does not begin with a slash", "this path is left out");
      return Optional.empty();
    }
    if (!List.of("Exact", "Prefix", "ImplementationSpecific").contains(type)) {
      error(field + ".pathType", "is none of the three", "this path is left out");
      return Optional.empty();
    }
    return Optional.ofNullable(rule.getBackend())
        .flatMap(it -> service(it, field + ".backend"))
        .map(service -> new PathRule(field, path, type.equals("Exact"), service));
  }

  private Optional<ServiceRef> service(IngressBackend backend, String field) {
    Optional<IngressServiceBackend> service = Optional.ofNullable(backend.getService());
    if (service.isEmpty()) {
      warn(field, "names no Service", "the default backend answers instead");
    }
    return service.map(it ->
        new ServiceRef(
            key.namespace(), Optional.ofNullable(it.getName()).orElse(""), port(it.getPort())));
  }

  private static PortRef port(@Nullable ServiceBackendPort port) {
    return Optional.ofNullable(port)
        .map(ServiceBackendPort::getName)
        .filter(name -> !name.isEmpty())
        .map(PortRef::named)
        .orElseGet(() ->
            new PortRef.Numbered(
                Optional.ofNullable(port).map(ServiceBackendPort::getNumber).orElse(0)));
  }

  private static List<TlsEntry> tls(Ingress ingress) {
    List<IngressTLS> entries = orEmpty(ingress.getSpec().getTls());
    List<TlsEntry> read = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      read.add(
          new TlsEntry(
              "spec.tls[" + i + "]",
              orEmpty(entries.get(i).getHosts()).stream()
                  .map(host -> host.toLowerCase(Locale.ROOT))
                  .toList(),
              Optional.ofNullable(entries.get(i).getSecretName()).orElse("")));
    }
    return read;
  }

  private void error(String field, String reason, String consequence) {
    problems.add(Problem.error(key, field, reason, consequence));
  }

  private void warn(String field, String reason, String consequence) {
    problems.add(Problem.warning(key, field, reason, consequence));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
