package io.naru.controller.event;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.watch.Change;

/// Types and reasons of Events, as users of the upstream controller know them (behaviour 32).
final class Wording {
  private static final String ANNOTATIONS = "metadata.annotations";

  private Wording() {}

  /// @param others of which the same is true, and which get no Event of their own
  static ObjectEvent of(Problem problem, int others, ObjectKey object, String uid) {
    String note = note(problem) + (others == 0 ? "" : " (so it is for " + others + " more)");
    return switch (problem.severity()) {
      case DEFECT, ERROR, WARNING ->
          new ObjectEvent(object, uid, ObjectEvent.Type.WARNING, reason(problem, object), note);
      case NOTE -> new ObjectEvent(object, uid, ObjectEvent.Type.NORMAL, "ConfigurationNote", note);
    };
  }

  private static String reason(Problem problem, ObjectKey object) {
    return object.kind() == Kind.INGRESS && problem.field().startsWith(ANNOTATIONS)
        ? "AnnotationParsingFailed"
        : "ConfigurationProblem";
  }

  /// Without the object, which the Event stands beside.
  private static String note(Problem problem) {
    String sentence = problem.sentence();
    String object = problem.subject().text();
    return sentence.startsWith(object)
        ? sentence.substring(object.length()).replaceFirst("^[,:] ", "")
        : sentence;
  }

  /// An Ingress was taken in, as new or as changed.
  static ObjectEvent sync(ObjectKey ingress, String uid) {
    return new ObjectEvent(ingress, uid, ObjectEvent.Type.NORMAL, "Sync", "Scheduled for sync");
  }

  /// The ConfigMap with the settings of all Ingresses appeared or changed.
  static ObjectEvent configMap(ObjectKey configMap, String uid, Change.How how) {
    return new ObjectEvent(
        configMap,
        uid,
        ObjectEvent.Type.NORMAL,
        how == Change.How.ADDED ? "CREATE" : "UPDATE",
        configMap.toString());
  }
}
