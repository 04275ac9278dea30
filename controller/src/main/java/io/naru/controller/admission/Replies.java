package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponse;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponseBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReviewBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.naru.controller.admission.Judgement.Allowed;
import io.naru.controller.admission.Judgement.Refused;
import java.util.List;

/// Writes the AdmissionReview that answers one.
///
/// Thread rule: any thread.
final class Replies {
  private static final int INTERNAL_ERROR = 500;

  /// A problem says what follows from it, and of a refused object nothing does.
  private static final String WOULD = "Refused, because of what would come of it:\n";

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  /// JSON.
  String text(String uid, Judgement judgement) {
    return serialization.asJson(
        new AdmissionReviewBuilder().withResponse(response(uid, judgement)).build());
  }

  private static AdmissionResponse response(String uid, Judgement judgement) {
    AdmissionResponseBuilder response = new AdmissionResponseBuilder().withUid(uid);
    return switch (judgement) {
      case Allowed(List<String> warnings) ->
          response.withAllowed(true).withWarnings(warnings).build();
      case Refused(int code, List<String> sentences) ->
          response.withAllowed(false).withStatus(status(code, sentences)).build();
    };
  }

  /// An API server hands code, reason and message on to whoever wrote the object.
  private static Status status(int code, List<String> sentences) {
    String said = String.join("\n", sentences);
    boolean ours = code >= INTERNAL_ERROR;
    return new StatusBuilder()
        .withStatus("Failure")
        .withCode(code)
        .withReason(ours ? "InternalError" : "BadRequest")
        .withMessage(ours ? said : WOULD + said)
        .build();
  }
}
