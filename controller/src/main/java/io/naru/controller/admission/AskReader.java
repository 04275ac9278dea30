package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.naru.controller.admission.Ask.Else;
import io.naru.controller.admission.Ask.Store;
import io.naru.controller.admission.Ask.Unreadable;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an AdmissionReview of `admission.k8s.io/v1`. Never throws for what it is given.
///
/// Thread rule: any thread.
final class AskReader {
  private static final String REVIEW = "admission.k8s.io/v1";
  private static final String INGRESS = "networking.k8s.io/v1";

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  /// @param body JSON
  Ask read(byte[] body) {
    // the parser would take anything else for YAML, whose aliases have no bound
    if (body.length == 0 || body[0] != '{') {
      return new Unreadable("The body is not a JSON object.");
    }
    try {
      return review(mapping(serialization.unmarshal(new ByteArrayInputStream(body), Map.class)));
    } catch (KubernetesClientException | IllegalArgumentException _) {
      return new Unreadable("The body is not the JSON of an AdmissionReview.");
    }
  }

  private Ask review(Map<String, Object> review) {
    Map<String, Object> request = mapping(review.get("request"));
    Map<String, Object> kind = mapping(request.get("kind"));
    String uid = text(request.get("uid"));
    String asked = text(kind.get("group")) + "/" + text(kind.get("version"));
    if (!text(review.get("apiVersion")).equals(REVIEW) || uid.isEmpty()) {
      return new Unreadable("The body is not an AdmissionReview of " + REVIEW + ".");
    }
    if (!asked.equals(INGRESS) || !text(kind.get("kind")).equals("Ingress")) {
      return new Unreadable("Only Ingresses of " + INGRESS + " are reviewed here.");
    }
    return switch (text(request.get("operation"))) {
      case "CREATE", "UPDATE" -> ingress(uid, request);
      default -> new Else(uid);
    };
  }

  private Ask ingress(String uid, Map<String, Object> request) {
    Map<String, Object> object = mapping(request.get("object"));
    Map<String, Object> metadata = mapping(object.get("metadata"));
    if (metadata.get("deletionTimestamp") != null) {
      return new Else(uid);
    }
    object.put("metadata", metadata);
    metadata.putIfAbsent("name", text(request.get("name")));
    metadata.putIfAbsent("namespace", text(request.get("namespace")));
    if (text(metadata.get("name")).isEmpty() || text(metadata.get("namespace")).isEmpty()) {
      return new Unreadable("The Ingress has no name or no namespace.");
    }
    return new Store(uid, serialization.convertValue(object, Ingress.class));
  }

  @SuppressWarnings("unchecked") // every map that is parsed from JSON has text keys
  private static Map<String, Object> mapping(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }
}
