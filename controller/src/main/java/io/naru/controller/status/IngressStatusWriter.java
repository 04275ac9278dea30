package io.naru.controller.status;

import io.naru.controller.access.ApiServer;
import io.naru.controller.leader.Leadership;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.pace.Loop;
import io.naru.controller.pace.Ticker;
import io.naru.controller.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the addresses of the controller into the status of our Ingresses, while this replica
/// leads: when something changes, and every now and then (behaviour 31).
///
/// Thread rule: one virtual thread does it all; what is public may be called from any thread and
/// returns at once, but for [#close].
public final class IngressStatusWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngressStatusWriter.class);
  private static final Duration FAREWELL = Duration.ofSeconds(20);

  private final StatusOptions options;
  private final StatusRounds rounds;
  private final StatusCounts counts = new StatusCounts();
  private final Deployment deployment;
  private final ShownStatus shown;
  private final AddressFinder finder;
  private final Loop loop;

  /// @param pod that this is
  public IngressStatusWriter(
      StatusOptions options, ApiServer server, String pod, Leadership leadership) {
    Deployment deployment = new Deployment(Replicas.of(server.pods(), server.nodes(), pod));
    Ticker ticker = Ticker.system();
    ShownStatus shown = new ShownStatus(options.addresses());
    AddressFinder finder = AddressFinder.of(options, deployment, shown, ticker);
    this(
        options,
        new StatusParts(
            StatusStore.of(server.ingressStatuses()), finder, shown, leadership, ticker),
        deployment);
  }

  IngressStatusWriter(StatusOptions options, StatusParts parts, Deployment deployment) {
    this.options = options;
    this.deployment = deployment;
    this.shown = parts.shown();
    this.rounds = new StatusRounds(options, parts, counts);
    this.loop = new Loop("ingress-status", work(), FAREWELL.multipliedBy(2));
    this.finder = parts.finder();
    shown.whenChanged(loop::wake);
    finder.whenChanged(loop::wake);
  }

  private Loop.Work work() {
    return new Loop.Work() {
      @Override
      public Duration round() throws InterruptedException {
        return rounds.round();
      }

      @Override
      public void end() throws InterruptedException {
        leave();
      }
    };
  }

  public void start() {
    loop.start();
  }

  /// These Ingresses are ours from now on.
  public void stands(Set<ObjectKey> ingresses) {
    if (rounds.stands(ingresses)) {
      loop.wake();
    }
  }

  /// Who is to be told what the API server shows.
  public ShownStatus shown() {
    return shown;
  }

  /// This replica may lead now.
  public void wake() {
    loop.wake();
  }

  /// What stands in the way.
  public List<Problem> problems() {
    return rounds.problems();
  }

  public StatusCounts counts() {
    return counts;
  }

  /// The last of all replicas takes its address with it. Where there are several addresses they are
  /// not this one's alone (behaviour 31).
  private void leave() throws InterruptedException {
    if (options.clearedAtEnd() && rounds.mayClear() && deployment.isLast()) {
      int left = rounds.clear(FAREWELL);
      if (left > 0) {
        LOG.warn("{} Ingresses still show our address", left);
      }
    }
  }

  /// How many of its rounds failed by a defect.
  public long defects() {
    return loop.defects();
  }

  /// Ends; the last replica clears what it wrote. Waits for that, within bounds.
  @Override
  public void close() {
    loop.close();
    finder.close();
  }
}
