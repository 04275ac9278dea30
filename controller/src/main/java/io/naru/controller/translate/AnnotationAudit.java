package io.naru.controller.translate;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks at each annotation under our prefixes, whether any family reads it or not: the unknown,
/// the misspelt, the forbidden, those that do nothing yet and those that must not be ignored
/// (DESIGN 4).
final class AnnotationAudit {
  private static final String IGNORED = "it is ignored";

  private final Restrictions restrictions;
  private final Findings findings;

  AnnotationAudit(Restrictions restrictions, Findings findings) {
    this.restrictions = restrictions;
    this.findings = findings;
  }

  /// A look at one annotation.
  interface Look {

    /// Looks.
    ///
    /// @param field its place, for people
    /// @param name what stands behind the prefix
    void at(String field, String name, String value);
  }

  /// An annotation under upstream's prefix.
  void look(String field, String name, String value) {
    Annotation.named(name)
        .ifPresentOrElse(known -> known(field, known, value), () -> unknown(field, name));
    blocked(field, value);
  }

  /// An annotation under our own prefix, where nothing is known yet: upstream's names least of all,
  /// which nobody reads there.
  void lookOwn(String field, String name, String value) {
    unknown(field, name);
    blocked(field, value);
  }

  private void blocked(String field, String value) {
    restrictions.blockedWords().stream()
        .filter(value::contains)
        .findFirst()
        .ifPresent(word ->
            findings.refuse(
                field,
                "contains " + Quote.of(word) + ", which annotation-value-word-blocklist forbids"));
  }

  private void unknown(String field, String name) {
    Optional<Annotation> near =
        NearestName.of(name, Annotation.values()).map(NearestName.Near::key);
    Optional<Annotation> snippet = near.filter(AnnotationAudit::isSnippet);
    if (snippet.isPresent()) {
      snippet(field, snippet.get());
    } else if (near.filter(Annotation::security).isPresent()) {
      findings.refuse(field, "is unknown and close to " + near.get().text() + ", which protects");
    } else {
      String hint = near.map(it -> "; did you mean " + it.text() + "?").orElse("");
      findings.warn(field, "is unknown" + hint, IGNORED);
    }
  }

  private void known(String field, Annotation annotation, String value) {
    weigh(field, annotation);
    switch (annotation.support()) {
      case BUILT -> built(field, annotation, value);
      case LATER -> findings.warn(field, "has no effect yet", IGNORED);
      case INERT -> findings.note(field, "means nothing without nginx", IGNORED);
      case REMOVED -> findings.note(field, "was dropped by upstream long ago", IGNORED);
      case REFUSED -> findings.refuse(field, "cannot be honoured yet");
      case REFUSED_ON_HOST -> findings.refuseHosts(field, "cannot be honoured yet");
      case REFUSED_UNLESS_FALSE -> refuseUnlessFalse(field, value);
      case SNIPPET, SNIPPET_ON_HOST -> snippet(field, annotation);
    }
  }

  private void built(String field, Annotation annotation, String value) {
    if (value.isBlank() && annotation.security()) {
      findings.refuse(field, "is empty");
    } else if (value.isBlank()) {
      findings.warn(field, "is empty", "its default is used");
    }
  }

  /// Upstream refuses an Ingress with a riskier annotation whole; for snippets DESIGN 4 has a rule
  /// of its own.
  private void weigh(String field, Annotation annotation) {
    if (!isSnippet(annotation) && annotation.risk().compareTo(restrictions.highestRisk()) > 0) {
      findings.refuse(
          field,
          "has risk "
              + annotation.risk()
              + ", above annotations-risk-level "
              + restrictions.highestRisk());
    }
  }

  private static boolean isSnippet(Annotation annotation) {
    return annotation.support() == Support.SNIPPET
        || annotation.support() == Support.SNIPPET_ON_HOST;
  }

  private void refuseUnlessFalse(String field, String value) {
    if (Syntax.BOOL.parse().apply(value).orElse(true)) {
      findings.refuse(field, "cannot be honoured");
    }
  }

  private void snippet(String field, Annotation annotation) {
    if (!restrictions.snippets()) {
      findings.error(field, "is raw nginx configuration, which never runs", IGNORED);
    } else if (annotation.support() == Support.SNIPPET_ON_HOST) {
      findings.refuseHosts(field, "is raw nginx configuration, which never runs");
    } else {
      findings.refuse(field, "is raw nginx configuration, which never runs");
    }
  }

  /// All annotations of an object that stand under a prefix, in the order of their names.
  static Map<String, String> under(String prefix, Map<String, String> annotations) {
    Map<String, String> found = new TreeMap<>();
    annotations.forEach((name, value) -> {
      if (name.startsWith(prefix + "/")) {
        found.put(name.substring(prefix.length() + 1), value == null ? "" : value);
      }
    });
    return found;
  }
}
