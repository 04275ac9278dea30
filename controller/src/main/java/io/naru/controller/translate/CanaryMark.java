package io.naru.controller.translate;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Optional;

/// What an Ingress says about being a canary, which decides what it may share (behaviour 33).
public enum CanaryMark {
  /// It has no such annotation, or a blank one.
  ABSENT,
  /// It is one.
  ON,
  /// It has the annotation and is none: false, or no boolean at all.
  OFF;

  /// The mark of an Ingress.
  ///
  /// @param prefix what stands before the slash of upstream's annotations
  public static CanaryMark of(Ingress ingress, String prefix) {
    String name = prefix + "/" + Annotation.CANARY.text();
    return Optional.ofNullable(ingress.getMetadata().getAnnotations().get(name))
        .filter(text -> !text.isBlank())
        .map(text -> Syntax.BOOL.parse().apply(text).orElse(false) ? ON : OFF)
        .orElse(ABSENT);
  }

  /// Whether two Ingresses with these marks may have the same path of the same host.
  public boolean mayShareWith(CanaryMark other) {
    boolean neither = this == ABSENT && other == ABSENT;
    boolean both = this == ON && other == ON;
    return !neither && !both;
  }
}
