package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.compile.Trial;
import io.naru.controller.compile.World;
import io.naru.controller.watch.ClusterState;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the bodies of reviews. Where no review can be made (the body is none, or nothing is
/// known of the cluster yet) the answer is an HTTP error, upon which the API server does as the
/// webhook's failurePolicy says.
///
/// Thread rule: any thread.
public final class Reviews {
  private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);

  private final Reviewer reviewer;
  private final Supplier<Optional<World>> world;
  private final BiFunction<World, Ingress, World> complete;
  private final BiPredicate<ClusterState, String> watched;
  private final AskReader asks = new AskReader();
  private final Replies replies = new Replies();

  /// @param world what is served; empty before the first full list is in
  /// @param complete adds to a world what an Ingress would be the first to refer to
  /// @param watched whether the objects of a namespace count, in a state
  public Reviews(
      Trial trial,
      Supplier<Optional<World>> world,
      BiFunction<World, Ingress, World> complete,
      BiPredicate<ClusterState, String> watched) {
    this.reviewer = new Reviewer(trial);
    this.world = world;
    this.complete = complete;
    this.watched = watched;
  }

  /// Never throws: what we stumble over is an answer too, and in the log.
  Reply answer(byte[] body) {
    try {
      return answer(asks.read(body));
    } catch (RuntimeException | Error defect) {
      LOG.error("a defect of Naru in the reading of a review", defect);
      return Reply.sentence(500, "The review trips over a defect of Naru; the log says more.");
    }
  }

  private Reply answer(Ask ask) {
    return switch (ask) {
      case Ask.Unreadable(String why) -> Reply.sentence(400, why);
      case Ask.Else(String uid) -> Reply.json(replies.text(uid, Judgement.Allowed.UNSEEN));
      case Ask.Store(String uid, Ingress ingress) ->
          world
              .get()
              .map(it -> Reply.json(replies.text(uid, judge(it, ingress))))
              .orElseGet(
                  () -> Reply.sentence(503, "The objects of the cluster are not all known yet."));
    };
  }

  private Judgement judge(World now, Ingress ingress) {
    if (!watched.test(now.state(), ingress.getMetadata().getNamespace())) {
      return Judgement.Allowed.UNSEEN;
    }
    Judgement judgement = reviewer.judge(complete.apply(now, ingress), ingress);
    if (judgement instanceof Judgement.Refused(int code, var sentences)) {
      LOG.info("refused with {}: {}", code, String.join(" | ", sentences));
    }
    return judgement;
  }
}
