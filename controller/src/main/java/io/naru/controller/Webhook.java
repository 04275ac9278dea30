package io.naru.controller;

import io.naru.controller.admission.Found;
import io.naru.controller.admission.MaterialKeeper;
import io.naru.controller.admission.PemFiles;
import io.naru.controller.admission.Reviews;
import io.naru.controller.admission.ServingTls;
import io.naru.controller.admission.WebhookServer;
import io.naru.tls.material.CaBundle;
import io.naru.tls.material.Certificate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The admission webhook with all its parts.
///
/// Thread rule: opened, started and closed by one thread.
record Webhook(WebhookServer server, MaterialKeeper keeper) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

  /// Listens at once.
  ///
  /// @throws Refusal if its port cannot be had, or a file that it was given cannot be used
  ///
  /// @param cluster where there is one; a certificate of our own needs it
  static Webhook open(
      Settings.Webhook settings, Sockets sockets, Optional<InCluster> cluster, Reviews reviews)
      throws Refusal {
    Supplier<Found<Certificate>> certificate = certificate(settings.proof(), cluster);
    Optional<Supplier<Found<CaBundle>>> clients = settings.clients().map(Webhook::authorities);
    if (clients.isPresent()) {
      require(clients.get().get());
    }
    ServingTls tls = new ServingTls();
    return new Webhook(
        sockets.webhook(settings, tls, reviews), new MaterialKeeper(tls, certificate, clients));
  }

  private static Supplier<Found<Certificate>> certificate(
      Settings.Proof proof, Optional<InCluster> cluster) throws Refusal {
    return switch (proof) {
      case Settings.Proof.Files(Path certificate, Path key) -> {
        Supplier<Found<Certificate>> files = () -> PemFiles.certificate(certificate, key);
        require(files.get());
        yield files;
      }
      case Settings.Proof.Own own -> cluster.orElseThrow().certificate(own);
    };
  }

  private static Supplier<Found<CaBundle>> authorities(Path file) {
    return () -> PemFiles.authorities(file);
  }

  private static void require(Found<?> found) throws Refusal {
    if (found instanceof Found.Bad<?>(String sentence)) {
      throw Refusal.environment(sentence);
    }
  }

  /// Answers from now on.
  void start() {
    keeper.start(MaterialKeeper.USUAL, MaterialKeeper.PATIENCE);
    LOG.info("the admission webhook listens on {}", Sockets.text(server.address()));
  }

  @Override
  public void close() {
    keeper.close();
    server.close();
  }
}
