package io.naru.controller;

import io.naru.controller.Settings.Proof;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// From flags to what concerns the admission webhook.
record WebhookSettings(FlagValues flags) {

  Optional<Settings.Webhook> read() throws Refusal {
    Optional<InetSocketAddress> address = flags.listen(Flag.VALIDATING_WEBHOOK);
    return address.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Settings.Webhook(
                address.get(), proof(), flags.file(Flag.VALIDATING_WEBHOOK_CLIENT_CA)));
  }

  /// The certificate that is made, where one is.
  Optional<Proof.Own> own() throws Refusal {
    return read()
        .flatMap(it -> it.proof() instanceof Proof.Own own ? Optional.of(own) : Optional.empty());
  }

  private Proof proof() throws Refusal {
    Optional<String> secret = flags.text(Flag.VALIDATING_WEBHOOK_SELF_SIGNED);
    Optional<Path> certificate = flags.file(Flag.VALIDATING_WEBHOOK_CERTIFICATE);
    Optional<Path> key = flags.file(Flag.VALIDATING_WEBHOOK_KEY);
    if (secret.isPresent()) {
      if (certificate.isPresent() || key.isPresent()) {
        throw Refusal.usage(
            "%s and %s exclude each other."
                .formatted(
                    Flag.VALIDATING_WEBHOOK_SELF_SIGNED,
                    certificate.isPresent()
                        ? Flag.VALIDATING_WEBHOOK_CERTIFICATE
                        : Flag.VALIDATING_WEBHOOK_KEY));
      }
      return new Proof.Own(
          secret.get(),
          needed(Flag.VALIDATING_WEBHOOK_CONFIGURATION),
          needed(Flag.VALIDATING_WEBHOOK_SERVICE));
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw Refusal.usage(
          "%s needs %s=FILE and %s=FILE, or %s=SECRET: an API server asks over TLS alone."
              .formatted(
                  Flag.VALIDATING_WEBHOOK,
                  Flag.VALIDATING_WEBHOOK_CERTIFICATE,
                  Flag.VALIDATING_WEBHOOK_KEY,
                  Flag.VALIDATING_WEBHOOK_SELF_SIGNED));
    }
    return new Proof.Files(certificate.get(), key.get());
  }

  private String needed(Flag flag) throws Refusal {
    return flags
        .text(flag)
        .orElseThrow(() ->
            Refusal.usage(
                "%s needs %s=NAME.".formatted(Flag.VALIDATING_WEBHOOK_SELF_SIGNED, flag)));
  }
}
