package io.naru.controller.event;

import io.naru.controller.access.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An API server that has Events, by their names.
final class EventServer implements EventStore {
  private final Set<String> there = new HashSet<>();
  private final List<String> requests = new ArrayList<>();
  private Optional<Answer<String>> instead = Optional.empty();
  private Runnable onRequest = () -> {};

  void answer(Answer<String> always) {
    instead = Optional.of(always);
  }

  void onRequest(Runnable action) {
    onRequest = action;
  }

  void answerAgain() {
    instead = Optional.empty();
  }

  /// An API server keeps them for an hour.
  void expire() {
    there.clear();
  }

  /// What was asked since the last time: `create` or `again` with the count, object, type, reason
  /// and note.
  List<String> requests() {
    List<String> all = List.copyOf(requests);
    requests.clear();
    return all;
  }

  private static String text(ObjectEvent event) {
    return "%s %s %s: %s"
        .formatted(event.object().path(), event.type(), event.reason(), event.note());
  }

  @Override
  public Answer<String> create(ObjectEvent event) {
    requests.add("create " + text(event));
    onRequest.run();
    return instead.orElseGet(() ->
        there.add(event.namespace() + "/" + event.name())
            ? new Answer.Done<>("")
            : new Answer.Conflict<>("it is there"));
  }

  @Override
  public Answer<String> again(ObjectEvent event, int count) {
    requests.add("again " + count + " " + text(event));
    return instead.orElseGet(() ->
        there.contains(event.namespace() + "/" + event.name())
            ? new Answer.Done<>("")
            : new Answer.Absent<>());
  }
}
