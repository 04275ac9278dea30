package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A path of a host as an Ingress writes it, whatever its type; the empty host is any.
record Place(String host, String path) {

  /// The hosts that an Ingress has a say in.
  static Set<String> hosts(Ingress ingress) {
    List<IngressRule> rules = rules(ingress);
    return rules.isEmpty()
        ? Set.of("")
        : rules.stream().map(Place::host).collect(Collectors.toSet());
  }

  /// Whether an Ingress has a say in one of some hosts.
  static boolean amid(Set<String> hosts, Ingress ingress) {
    List<IngressRule> rules = rules(ingress);
    return rules.isEmpty()
        ? hosts.contains("")
        : rules.stream().anyMatch(rule -> hosts.contains(host(rule)));
  }

  /// The places that an Ingress wants, each with the field that names it first.
  static Map<Place, String> wanted(Ingress ingress) {
    Map<Place, String> wanted = new LinkedHashMap<>();
    List<IngressRule> rules = rules(ingress);
    for (int i = 0; i < rules.size(); i++) {
      List<HTTPIngressPath> paths = paths(rules.get(i));
      for (int j = 0; j < paths.size(); j++) {
        String path = Optional.ofNullable(paths.get(j).getPath()).orElse("");
        wanted.putIfAbsent(
            new Place(host(rules.get(i)), path.isEmpty() ? "/" : path),
            "spec.rules[" + i + "].http.paths[" + j + "]");
      }
    }
    return wanted;
  }

  private static String host(IngressRule rule) {
    return Optional.ofNullable(rule.getHost()).orElse("").toLowerCase(Locale.ROOT);
  }

  private static List<IngressRule> rules(Ingress ingress) {
    return Optional.ofNullable(ingress.getSpec().getRules()).orElse(List.of());
  }

  private static List<HTTPIngressPath> paths(IngressRule rule) {
    return Optional.ofNullable(rule.getHttp())
        .map(HTTPIngressRuleValue::getPaths)
        .orElse(List.of());
  }
}
