package io.naru.controller.translate;

/// Whether the rules of an Ingress may be served, as far as its own annotations say.
public sealed interface Verdict {

  /// They may.
  record Serve() implements Verdict {}

  /// Its own locations answer 503.
  record RefuseLocations(String reason) implements Verdict {}

  /// All locations of its hosts answer 503, those of other Ingresses too: what cannot be honoured
  /// would have protected the host (catalogue A11).
  record RefuseHosts(String reason) implements Verdict {}

  /// It has no rules of its own, it only modifies those of others.
  record Modifier() implements Verdict {}
}
