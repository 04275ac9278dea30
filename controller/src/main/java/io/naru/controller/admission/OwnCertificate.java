package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.naru.controller.access.Answer;
import io.naru.controller.access.WebhookObjects;
import io.naru.controller.admission.Found.Bad;
import io.naru.controller.admission.Found.Good;
import io.naru.tls.material.Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate that the leader makes and rotates, and that every replica takes from the Secret.
/// Each look is a round: the leader does at most one [Step] in it, so that between two steps every
/// API server has had a round's time to hear of the first.
///
/// Thread rule: one thread at a time; a look waits for the API server.
public final class OwnCertificate implements Supplier<Found<Certificate>> {
  /// Of a certificate; a month before its end the next one is made.
  public static final Duration LIFE = Duration.ofDays(90);

  private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);

  private final CertificateStore store;
  private final Rotation rotation;
  private final BooleanSupplier leads;
  private final InstantSource clock;
  private final KubernetesSerialization json = new KubernetesSerialization();
  private String said = "";

  /// Looks at nothing yet.
  ///
  /// @param names by which the API server calls the webhook
  /// @param leads whether this replica may write
  public OwnCertificate(
      WebhookObjects objects, List<String> names, BooleanSupplier leads, InstantSource clock) {
    this(CertificateStore.of(objects), new Rotation(names, LIFE), leads, clock);
  }

  OwnCertificate(
      CertificateStore store, Rotation rotation, BooleanSupplier leads, InstantSource clock) {
    this.store = store;
    this.rotation = rotation;
    this.leads = leads;
    this.clock = clock;
  }

  @Override
  public Found<Certificate> get() {
    // Before the Secret: a configuration that changes behind our back cannot be patched then.
    Answer<ValidatingWebhookConfiguration> configuration =
        leads.getAsBoolean() ? store.configuration() : new Answer.Absent<>();
    return switch (store.secret()) {
      case Answer.Done<Secret>(Secret secret) -> served(Optional.of(secret), configuration);
      case Answer.Absent<Secret>() -> served(Optional.empty(), configuration);
      case Answer.Conflict<Secret>(String reason) -> unknown(reason);
      case Answer.Refused<Secret>(_, String reason) -> unknown(reason);
      case Answer.Unreachable<Secret>(String reason) -> unknown(reason);
    };
  }

  private static Found<Certificate> unknown(String reason) {
    return new Bad<>("The Secret of the webhook's certificate cannot be read: " + reason + ".");
  }

  private Found<Certificate> served(
      Optional<Secret> secret, Answer<ValidatingWebhookConfiguration> configuration) {
    Found<Held> held =
        secret.map(Held::of).orElseGet(() -> new Bad<>("it does not exist, the leader makes it"));
    Found<Held> now = leads.getAsBoolean() ? afterStep(secret, held, configuration) : held;
    return switch (now) {
      case Good<Held>(Held it) -> new Good<>(it.served().certificate());
      case Bad<Held>(String why) ->
          new Bad<>("The Secret of the webhook's certificate is of no use: " + why + ".");
    };
  }

  /// What is held after the leader's step.
  private Found<Held> afterStep(
      Optional<Secret> secret, Found<Held> held, Answer<ValidatingWebhookConfiguration> read) {
    Optional<Held> known = held instanceof Good<Held>(Held it) ? Optional.of(it) : Optional.empty();
    Optional<TrustedBundle> bundle = read.asOptional().map(TrustedBundle::new);
    Step step =
        rotation.next(known, it -> bundle.filter(told -> told.is(it)).isPresent(), clock.instant());
    return switch (step) {
      case Step.Rest() -> held;
      case Step.Trust(String authorities) -> {
        trust(bundle, authorities, read);
        yield held;
      }
      case Step.Begin(Held first, String why) -> {
        if (!written(secret, first, why)) {
          yield held;
        }
        trust(bundle, first.authorities(), read);
        yield new Good<>(first);
      }
      case Step.Write(Held next, String why) ->
          written(secret, next, why) ? new Good<>(next) : held;
    };
  }

  private boolean written(Optional<Secret> secret, Held next, String why) {
    Answer<Secret> answer =
        secret
            .map(it -> store.update(next.in(it)))
            .orElseGet(() ->
                store.create(next.in(new SecretBuilder().withType("kubernetes.io/tls").build())));
    if (answer instanceof Answer.Done<Secret>) {
      LOG.info("the webhook's Secret was written: {} ({})", next.next().orElse(next.served()), why);
      return true;
    }
    LOG.warn("the webhook's Secret was not written, the next look tries again: {}", answer);
    return false;
  }

  private void trust(
      Optional<TrustedBundle> bundle,
      String authorities,
      Answer<ValidatingWebhookConfiguration> read) {
    Answer<ValidatingWebhookConfiguration> answer =
        bundle.map(it -> store.patch(it.patch(authorities, json))).orElse(read);
    if (bundle.isPresent() && answer instanceof Answer.Done<ValidatingWebhookConfiguration>) {
      LOG.info("the API server was told of the authorities of the webhook's certificates");
      said = "";
    } else {
      say(answer.toString());
    }
  }

  /// Each distinct reason once.
  private void say(String why) {
    if (!why.equals(said)) {
      LOG.warn(
          "the API server was not told of the authorities of the webhook's certificates, each look"
              + " tries again; the ValidatingWebhookConfiguration: {}",
          why);
      said = why;
    }
  }
}
