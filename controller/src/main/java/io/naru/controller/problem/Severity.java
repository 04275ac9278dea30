package io.naru.controller.problem;

/// How much a problem matters to the one who reads it.
public enum Severity {
  /// We stumbled over the object: it may be right, and is not served as written.
  DEFECT,
  /// Something is not served as written, and only another text of this very object can mend that:
  /// an admission webhook refuses it.
  ERROR,
  /// Something does not work as written; somebody should mend it.
  WARNING,
  /// It works, but otherwise than the text says, or it is about to stop working elsewhere.
  NOTE
}
