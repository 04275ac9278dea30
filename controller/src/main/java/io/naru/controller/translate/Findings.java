package io.naru.controller.translate;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a translation of one object finds on its way: its problems, and the reasons that speak
/// against serving it.
///
/// Thread rule: one thread, one translation.
final class Findings {
  private static final String REFUSED = "its paths are answered 503";
  private static final String HOST_REFUSED = "all paths of its hosts are answered 503";

  private final ObjectKey object;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<String> locations = Optional.empty();
  private Optional<String> hosts = Optional.empty();

  Findings(ObjectKey object) {
    this.object = object;
  }

  void warn(String field, String reason, String consequence) {
    problems.add(Problem.warning(object, field, reason, consequence));
  }

  void error(String field, String reason, String consequence) {
    problems.add(Problem.error(object, field, reason, consequence));
  }

  void note(String field, String reason, String consequence) {
    problems.add(Problem.note(object, field, reason, consequence));
  }

  /// The object's locations must not be served.
  void refuse(String field, String reason) {
    error(field, reason, REFUSED);
    refuseLocations(field, reason);
  }

  /// As [#refuse], for what another object lacks that may still come.
  void refuseMeanwhile(String field, String reason) {
    warn(field, reason, REFUSED);
    refuseLocations(field, reason);
  }

  private void refuseLocations(String field, String reason) {
    locations = locations.or(() -> Optional.of(field + " " + reason));
  }

  /// No location of the object's hosts may be served.
  void refuseHosts(String field, String reason) {
    error(field, reason, HOST_REFUSED);
    hosts = hosts.or(() -> Optional.of(field + " " + reason));
  }

  /// Nothing may be forwarded at all.
  void refuseAll(String field, String reason) {
    warn(field, reason, "nothing is forwarded, all requests are answered 503");
    hosts = hosts.or(() -> Optional.of(field + " " + reason));
  }

  /// Why the object must not be served.
  Optional<String> refusal() {
    return hosts.or(() -> locations);
  }

  Verdict verdict() {
    return hosts
        .<Verdict>map(Verdict.RefuseHosts::new)
        .or(() -> locations.map(Verdict.RefuseLocations::new))
        .orElseGet(Verdict.Serve::new);
  }

  List<Problem> problems() {
    return problems;
  }
}
