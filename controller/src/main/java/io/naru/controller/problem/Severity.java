package io.naru.controller.problem;

/// How much a problem matters to the one who reads it.
public enum Severity {
  /// Something is not served as written, and only another text of this very object can mend that:
  /// an admission webhook refuses it.
  ERROR,
  /// Something does not work as written; somebody should mend it.
  WARNING,
  /// It works, but otherwise than the text says, or it is about to stop working elsewhere.
  NOTE
}
