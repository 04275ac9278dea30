package io.naru.controller.watch.manifest;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.naru.controller.object.Kind;
import java.util.Map;

/// Maps the tree of a manifest to the model class of its kind. Unknown fields are tolerated.
final class ObjectMapping {
  private final KubernetesSerialization serialization = new KubernetesSerialization();

  /// What came of mapping one manifest.
  sealed interface Mapped {
    record Fits(HasMetadata object) implements Mapped {}

    record DoesNotFit(Misfit misfit) implements Mapped {}
  }

  Mapped map(Kind kind, Map<String, Object> manifest) {
    try {
      return new Mapped.Fits(serialization.convertValue(manifest, modelClass(kind)));
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof JsonMappingException failure) {
        return new Mapped.DoesNotFit(Misfit.of(failure));
      }
      throw e;
    }
  }

  private static Class<? extends HasMetadata> modelClass(Kind kind) {
    return switch (kind) {
      case INGRESS -> Ingress.class;
      case INGRESS_CLASS -> IngressClass.class;
      case SERVICE -> Service.class;
      case ENDPOINT_SLICE -> EndpointSlice.class;
      case SECRET -> Secret.class;
      case CONFIG_MAP -> ConfigMap.class;
      case NAMESPACE -> Namespace.class;
    };
  }
}
