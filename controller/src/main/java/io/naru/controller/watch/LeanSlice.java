package io.naru.controller.watch;

import static io.naru.controller.watch.LeanParts.NO_MORE;
import static io.naru.controller.watch.LeanParts.each;
import static io.naru.controller.watch.LeanParts.word;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.naru.controller.object.Kind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Of an EndpointSlice, which Service it belongs to, who writes it, its ports, and the address and
/// readiness of each endpoint. One of its annotations is a time stamp that every update moves: it
/// keeps none.
final class LeanSlice {
  /// The label that says which Service a slice belongs to (behaviour 13).
  static final String SERVICE_NAME = "kubernetes.io/service-name";

  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

  private static final EndpointConditions READY = conditions(true);
  private static final EndpointConditions UNREADY = conditions(false);

  private LeanSlice() {}

  static EndpointSlice of(EndpointSlice from) {
    EndpointSlice lean =
        new EndpointSlice(
            word(from.getAddressType()),
            Kind.ENDPOINT_SLICE.apiVersion(),
            each(from.getEndpoints(), LeanSlice::endpoint),
            "EndpointSlice",
            LeanMeta.labelled(from.getMetadata(), Set.of(SERVICE_NAME, MANAGED_BY)),
            each(from.getPorts(), LeanSlice::port));
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  private static Endpoint endpoint(Endpoint from) {
    Endpoint lean = new Endpoint();
    lean.setAddresses(each(from.getAddresses(), address -> address));
    lean.setConditions(readiness(from.getConditions()));
    lean.setDeprecatedTopology(Map.of());
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }

  /// Where nothing says that it is not ready, an endpoint is.
  private static EndpointConditions readiness(@Nullable EndpointConditions from) {
    return from == null || !Boolean.FALSE.equals(from.getReady()) ? READY : UNREADY;
  }

  private static EndpointConditions conditions(boolean ready) {
    EndpointConditions conditions = new EndpointConditions();
    conditions.setReady(ready);
    conditions.setAdditionalProperties(NO_MORE);
    return conditions;
  }

  private static EndpointPort port(EndpointPort from) {
    EndpointPort lean =
        new EndpointPort(null, word(from.getName()), from.getPort(), word(from.getProtocol()));
    lean.setAdditionalProperties(NO_MORE);
    return lean;
  }
}
