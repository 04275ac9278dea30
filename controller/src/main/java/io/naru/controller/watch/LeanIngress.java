package io.naru.controller.watch;

import static io.naru.controller.watch.LeanParts.NO_MORE;
import static io.naru.controller.watch.LeanParts.each;
import static io.naru.controller.watch.LeanParts.word;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import io.naru.controller.object.Kind;
import org.jspecify.annotations.Nullable;

/// An Ingress without its status. Its spec is whole.
final class LeanIngress {
  private LeanIngress() {}

  static Ingress of(Ingress from) {
    IngressSpec spec = from.getSpec() == null ? new IngressSpec() : from.getSpec();
    Ingress lean =
        new Ingress(
            Kind.INGRESS.apiVersion(),
            "Ingress",
            LeanMeta.settings(from.getMetadata()),
            spec(spec),
            null);
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static IngressSpec spec(IngressSpec from) {
    IngressSpec lean =
        new IngressSpec(
            backend(from.getDefaultBackend()),
            word(from.getIngressClassName()),
            each(from.getRules(), LeanIngress::rule),
            each(from.getTls(), LeanIngress::tls));
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static IngressRule rule(IngressRule from) {
    IngressRule lean = new IngressRule(from.getHost(), paths(from.getHttp()));
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static @Nullable HTTPIngressRuleValue paths(@Nullable HTTPIngressRuleValue from) {
    if (from == null) {
      return null;
    }
    HTTPIngressRuleValue lean = new HTTPIngressRuleValue(each(from.getPaths(), LeanIngress::path));
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static HTTPIngressPath path(HTTPIngressPath from) {
    HTTPIngressPath lean =
        new HTTPIngressPath(
            backend(from.getBackend()), word(from.getPath()), word(from.getPathType()));
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static @Nullable IngressBackend backend(@Nullable IngressBackend from) {
    if (from == null) {
      return null;
    }
    IngressBackend lean = new IngressBackend(from.getResource(), service(from.getService()));
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static @Nullable IngressServiceBackend service(@Nullable IngressServiceBackend from) {
    if (from == null) {
      return null;
    }
    IngressServiceBackend lean =
        new IngressServiceBackend(word(from.getName()), port(from.getPort()));
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static @Nullable ServiceBackendPort port(@Nullable ServiceBackendPort from) {
    if (from == null) {
      return null;
    }
    ServiceBackendPort lean = new ServiceBackendPort(word(from.getName()), from.getNumber());
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static IngressTLS tls(IngressTLS from) {
    IngressTLS lean = new IngressTLS(each(from.getHosts(), host -> host), from.getSecretName());
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }
}
