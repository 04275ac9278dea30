package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassSpec;
import java.util.Optional;

/// Which Ingresses are ours (behaviour 29).
///
/// @param controller what `spec.controller` of our IngressClasses says
/// @param name the value of the legacy annotation, and of `byName`
/// @param byName an IngressClass of that name is ours whatever its controller
/// @param withoutClass Ingresses that name no class are ours
/// @param folder the Ingresses are from a folder of manifests. Nobody installs an IngressClass for
///   that: while there is none of that name, naming it is enough. And no API server stored them,
///   which gives one that names none the default class.
public record ClassRules(
    String controller, String name, boolean byName, boolean withoutClass, boolean folder) {
  public static final ClassRules DEFAULT =
      new ClassRules("k8s.io/ingress-nginx", "nginx", false, false, false);

  private static final String LEGACY = "kubernetes.io/ingress.class";

  /// What the rules say to one Ingress.
  sealed interface Answer {

    record Ours() implements Answer {}

    record Foreign() implements Answer {}

    /// Nobody's, as far as can be seen.
    ///
    /// @param field where that is written
    record Nobodys(String field, String reason) implements Answer {}
  }

  Answer ask(Ingress ingress, Reading reading) {
    Optional<String> named = Optional.ofNullable(ingress.getSpec().getIngressClassName());
    Optional<String> legacy =
        Optional.ofNullable(ingress.getMetadata().getAnnotations().get(LEGACY));
    if (named.isPresent() && reading.classesReadable()) {
      return askClass(named.get(), reading);
    }
    if (byName && named.filter(name::equals).isPresent()) {
      return new Answer.Ours();
    }
    if (legacy.isPresent()) {
      return legacy.get().equals(name) ? new Answer.Ours() : new Answer.Foreign();
    }
    Optional<IngressClass> byDefault = folder ? reading.defaultClass() : Optional.empty();
    if (byDefault.isPresent()) {
      return isOurs(byDefault.get()) ? new Answer.Ours() : new Answer.Foreign();
    }
    return withoutClass
        ? new Answer.Ours()
        : new Answer.Nobodys("spec.ingressClassName", "is missing, and so is the old annotation");
  }

  private Answer askClass(String className, Reading reading) {
    Optional<IngressClass> found = reading.ingressClass(className);
    if (found.isEmpty() && !(folder && className.equals(name))) {
      return new Answer.Nobodys(
          "spec.ingressClassName", "names IngressClass " + className + ", which does not exist");
    }
    return found.filter(it -> !isOurs(it)).isEmpty() ? new Answer.Ours() : new Answer.Foreign();
  }

  private boolean isOurs(IngressClass it) {
    return byName && name.equals(it.getMetadata().getName())
        || Optional.ofNullable(it.getSpec())
            .map(IngressClassSpec::getController)
            .filter(controller::equals)
            .isPresent();
  }
}
