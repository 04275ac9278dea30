package io.naru.controller.translate;

/// What Naru does with a setting whose name it knows.
public enum Support {
  /// A family reads it.
  BUILT,
  /// Known and without effect so far; nothing is less protected for that.
  LATER,
  /// It protects something and cannot be honoured: what it stands on answers 503 (DESIGN 4).
  REFUSED,
  /// As [#REFUSED], and it would protect the whole host, so every Ingress of the host answers 503.
  REFUSED_ON_HOST,
  /// As [#REFUSED], unless the text says false, which asks for nothing.
  REFUSED_UNLESS_FALSE,
  /// Raw nginx configuration: never run (DESIGN 4).
  SNIPPET,
  /// As [#SNIPPET], for the whole host.
  SNIPPET_ON_HOST,
  /// It tunes nginx and means nothing here.
  INERT,
  /// Upstream itself dropped it years ago.
  REMOVED
}
