package io.naru.controller.admission;

import java.util.List;

/// What a review came to.
sealed interface Judgement {

  /// It may be stored.
  ///
  /// @param warnings for whoever wrote it; sentences
  record Allowed(List<String> warnings) implements Judgement {
    static final Allowed UNSEEN = new Allowed(List.of());

    public Allowed {
      warnings = List.copyOf(warnings);
    }
  }

  /// It must not be stored.
  ///
  /// @param code as an API server's answer has it
  /// @param sentences all that is wrong with it, at least one
  record Refused(int code, List<String> sentences) implements Judgement {
    public Refused {
      sentences = List.copyOf(sentences);
    }
  }
}
