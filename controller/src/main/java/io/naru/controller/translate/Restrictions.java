package io.naru.controller.translate;

import java.util.List;

/// What the ConfigMap forbids Ingresses.
///
/// @param snippets whether upstream would have run them (`allow-snippet-annotations`)
/// @param highestRisk an Ingress with an annotation of a higher risk is refused
/// @param blockedWords an Ingress with an annotation that contains one is refused
/// @param globalAuth every Ingress that does not opt out was to be behind `global-auth-url`
public record Restrictions(
    boolean snippets, Risk highestRisk, List<String> blockedWords, boolean globalAuth) {
  public static final Restrictions DEFAULT = new Restrictions(false, Risk.HIGH, List.of(), false);

  public Restrictions {
    blockedWords = List.copyOf(blockedWords);
  }
}
