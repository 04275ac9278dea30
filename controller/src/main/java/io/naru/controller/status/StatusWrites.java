package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.access.Answer;
import io.naru.controller.leader.Leadership;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.pace.Pace;
import io.naru.controller.pace.Ticker;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes statuses, each request at its pace and none without leadership.
///
/// Thread rule: one thread.
final class StatusWrites {
  static final int MOST_A_SECOND = 50;

  private static final Logger LOG = LoggerFactory.getLogger(StatusWrites.class);
  private static final Pattern MANAGER = Pattern.compile("conflict with \"([^\"]{1,128})\"");
  private static final String UNDER_OUR_NAME = "another controller under Naru's name";

  private final StatusStore store;
  private final ShownStatus shown;
  private final Claims claims;
  private final Leadership leadership;
  private final Pace pace;
  private final Ticker ticker;
  private final StatusCounts counts;

  StatusWrites(StatusParts parts, Claims claims, StatusCounts counts) {
    this.store = parts.store();
    this.shown = parts.shown();
    this.leadership = parts.leadership();
    this.ticker = parts.ticker();
    this.pace = new Pace(MOST_A_SECOND, 1, ticker);
    this.claims = claims;
    this.counts = counts;
  }

  /// Writes one.
  ///
  /// @return why the server cannot or will not take any
  Optional<String> write(ObjectKey key, Addresses wanted) throws InterruptedException {
    boolean taken = shown.of(key).filter(it -> !it.isEmpty()).isPresent();
    if (claims.isStruck(key) && ask(key, wanted) instanceof Answer.Done<Ingress> done) {
      if (taken) {
        claims.against(key, UNDER_OUR_NAME);
      }
      return outcome(key, wanted, done);
    }
    pace.await();
    return leadership.leads()
        ? outcome(key, wanted, store.apply(key, wanted, true))
        : Optional.of("this replica leads no more");
  }

  /// Without force, to learn who it is that writes there too.
  private Answer<Ingress> ask(ObjectKey key, Addresses wanted) throws InterruptedException {
    pace.await();
    if (!leadership.leads()) {
      return new Answer.Unreachable<>("this replica leads no more");
    }
    Answer<Ingress> answer = store.apply(key, wanted, false);
    if (answer instanceof Answer.Conflict<Ingress>(String reason)) {
      Matcher manager = MANAGER.matcher(reason);
      claims.against(key, manager.find() ? manager.group(1) : reason);
    }
    return answer;
  }

  private Optional<String> outcome(ObjectKey key, Addresses wanted, Answer<Ingress> answer) {
    return switch (answer) {
      case Answer.Done<Ingress>(Ingress now) -> {
        shown.written(now);
        claims.wrote(key, wanted, Addresses.shownBy(now), ticker.nanos());
        counts.wrote();
        yield Optional.empty();
      }
      case Answer.Absent<Ingress> _ -> passOver(key, wanted, "it was deleted meanwhile");
      case Answer.Conflict<Ingress>(String reason) -> passOver(key, wanted, reason);
      case Answer.Refused<Ingress>(int code, String reason) ->
          code == 400 || code == 422 ? passOver(key, wanted, reason) : stop(reason);
      case Answer.Unreachable<Ingress>(String reason) -> stop(reason);
    };
  }

  /// What is wrong with one Ingress must not keep the others waiting.
  private Optional<String> passOver(ObjectKey key, Addresses wanted, String reason) {
    counts.failedOne();
    LOG.info("the status of {} was not written: {}", key, reason);
    claims.wrote(key, wanted, shown.of(key).orElse(Addresses.NONE), ticker.nanos());
    return Optional.empty();
  }

  private Optional<String> stop(String reason) {
    counts.failedOne();
    return Optional.of(reason);
  }
}
