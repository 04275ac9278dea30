package io.naru.controller.watch;

import static io.naru.controller.watch.LeanParts.NO_MORE;
import static io.naru.controller.watch.LeanParts.each;
import static io.naru.controller.watch.LeanParts.word;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;
import java.util.Map;

/// Of a Service, what says how its endpoints are found: its type, its ports, its cluster IP and its
/// external name.
final class LeanService {
  private LeanService() {}

  static Service of(Service from) {
    ServiceSpec spec = from.getSpec() == null ? new ServiceSpec() : from.getSpec();
    Service lean =
        new Service("v1", "Service", LeanMeta.identity(from.getMetadata()), spec(spec), null);
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static ServiceSpec spec(ServiceSpec from) {
    ServiceSpec lean = new ServiceSpec();
    lean.setType(word(from.getType()));
    lean.setClusterIP(word(from.getClusterIP()));
    lean.setExternalName(from.getExternalName());
    lean.setPorts(each(from.getPorts(), LeanService::port));
    lean.setClusterIPs(List.of());
    lean.setExternalIPs(List.of());
    lean.setIpFamilies(List.of());
    lean.setLoadBalancerSourceRanges(List.of());
    lean.setSelector(Map.of());
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static ServicePort port(ServicePort from) {
    ServicePort lean = new ServicePort();
    lean.setName(word(from.getName()));
    lean.setPort(from.getPort());
    lean.setProtocol(word(from.getProtocol()));
    lean.setAppProtocol(word(from.getAppProtocol()));
    lean.setTargetPort(from.getTargetPort());
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }
}
