package io.naru.controller.event;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.naru.controller.access.Answer;
import io.naru.controller.access.Events;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Events as an API server wants them.
record ApiEvents(Events events, String pod, InstantSource clock) implements EventStore {
  /// A qualified name, as an API server demands.
  static final String REPORTER = "naru.io/ingress-controller";

  private static final String ACTION = "Compile";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

  static ApiEvents of(Events events, String pod) {
    return new ApiEvents(events, pod, InstantSource.system());
  }

  @Override
  public Answer<Event> create(ObjectEvent event) {
    return events.create(
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(event.namespace())
            .withName(event.name())
            .endMetadata()
            .withNewRegarding()
            .withApiVersion(event.object().kind().apiVersion())
            .withKind(event.object().kind().text())
            .withNamespace(event.object().namespace())
            .withName(event.object().name())
            .withUid(event.uid())
            .endRegarding()
            .withType(event.type().toString())
            .withReason(event.reason())
            .withAction(ACTION)
            .withNote(event.note())
            .withEventTime(now())
            .withReportingController(REPORTER)
            .withReportingInstance(pod)
            .build());
  }

  @Override
  public Answer<Event> again(ObjectEvent event, int count) {
    return events.merge(
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(event.namespace())
            .withName(event.name())
            .endMetadata()
            .withNewSeries()
            .withCount(count)
            .withLastObservedTime(now())
            .endSeries()
            .build());
  }

  private MicroTime now() {
    return new MicroTime(MICROS.format(clock.instant()));
  }
}
