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
/// @param implied while there is no IngressClass of that name, naming it is enough: nobody installs
///   one for a folder of manifests
public record ClassRules(
    String controller, String name, boolean byName, boolean withoutClass, boolean implied) {
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
    if (legacy.isPresent()) {
      return legacy.get().equals(name) ? new Answer.Ours() : new Answer.Foreign();
    }
    return withoutClass
        ? new Answer.Ours()
        : new Answer.Nobodys("spec.ingressClassName", "is missing, and so is the old annotation");
  }

  private Answer askClass(String className, Reading reading) {
    Optional<IngressClass> found = reading.ingressClass(className);
    if (found.isEmpty() && !(implied && className.equals(name))) {
      return new Answer.Nobodys(
          "spec.ingressClassName", "names IngressClass " + className + ", which does not exist");
    }
    boolean ours =
        found.isEmpty()
            || byName && className.equals(name)
            || found
                .map(IngressClass::getSpec)
                .map(IngressClassSpec::getController)
                .filter(controller::equals)
                .isPresent();
    return ours ? new Answer.Ours() : new Answer.Foreign();
  }
}
