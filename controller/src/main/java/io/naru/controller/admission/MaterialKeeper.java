package io.naru.controller.admission;

import io.naru.tls.material.CaBundle;
import io.naru.tls.material.Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds whether the webhook's certificate or the authorities of its clients are
/// others, and has them used. Where authorities are wished for, nobody is answered without them.
///
/// Thread rule: started and closed by one thread; looks on one of its own.
public final class MaterialKeeper implements AutoCloseable {
  /// Often enough: certificates are replaced long before they expire.
  public static final Duration USUAL = Duration.ofSeconds(10);

  /// For the first certificate, which the leader may have to make: so long a pod is not ready
  /// without it, because its webhook would refuse connections. No longer: traffic must not wait for
  /// a Secret that nobody may write.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(MaterialKeeper.class);

  private final ServingTls tls;
  private final LastGood<Certificate> certificate;
  private final Optional<LastGood<CaBundle>> clients;
  private final CompletableFuture<@Nullable Void> waitedEnough = new CompletableFuture<>();
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("naru-webhook-tls").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /// @param clients empty: whoever can connect is answered
  public MaterialKeeper(
      ServingTls tls,
      Supplier<Found<Certificate>> certificate,
      Optional<Supplier<Found<CaBundle>>> clients) {
    this.tls = tls;
    this.certificate = new LastGood<>(certificate);
    this.clients = clients.map(LastGood::new);
  }

  /// Looks at once, and then again and again; every second while there is nothing to serve.
  ///
  /// @param patience after which [#obstacle] is none any more
  public void start(Duration every, Duration patience) {
    waitedEnough.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    thread.execute(() -> lookAgain(every));
  }

  /// What stands in the way of answering those who ask; any thread.
  public Optional<String> obstacle() {
    return tls.material().isPresent() || waitedEnough.isDone()
        ? Optional.empty()
        : Optional.of("the webhook has no certificate yet");
  }

  private void lookAgain(Duration every) {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("a defect of ours: the webhook goes on with the certificate that it has", e);
    }
    Duration pause = tls.material().isPresent() ? every : SOON;
    thread.schedule(() -> lookAgain(every), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  void look() {
    Optional<Certificate> now = certificate.look();
    Optional<CaBundle> known = clients.flatMap(LastGood::look);
    if (clients.isEmpty() || known.isPresent()) {
      now.ifPresent(it -> tls.use(new ServingTls.Material(it, known)));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
