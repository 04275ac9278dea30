package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.naru.controller.admission.Found.Bad;
import io.naru.controller.admission.Found.Good;
import io.naru.tls.material.CaBundle;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.OneTimeAuthority;
import io.naru.tls.material.PemReader;
import io.naru.tls.material.PemResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the Secret of the webhook holds: the pair that every replica serves, the one that is served
/// next, and the authorities of all certificates that some replica may still serve. The first three
/// keys are those of any `kubernetes.io/tls` Secret.
///
/// @param next empty where none is under way
/// @param authorities PEM, as it stands in the webhook's configuration too
record Held(Pair served, Optional<Pair> next, String authorities) {
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";
  private static final String AUTHORITIES = "ca.crt";
  private static final String NEXT_CERTIFICATE = "next.crt";
  private static final String NEXT_KEY = "next.key";

  /// A pair in PEM, and what it says.
  record Pair(String chain, String key, Certificate certificate) {

    static Found<Pair> of(String chain, String key) {
      return switch (PemReader.certificate(chain, key)) {
        case PemResult.Ok<Certificate>(Certificate certificate) ->
            new Good<>(new Pair(chain, key, certificate));
        case PemResult.Invalid<Certificate>(var problem) -> new Bad<>(problem.what());
      };
    }

    static Pair of(OneTimeAuthority.Issued issued) {
      return switch (of(issued.certificate(), issued.key())) {
        case Good<Pair>(Pair pair) -> pair;
        case Bad<Pair>(String why) -> throw new IllegalStateException(why);
      };
    }

    @Override
    public String toString() {
      return certificate.toString();
    }
  }

  /// Reads a Secret. A next pair that cannot be read counts as none.
  static Found<Held> of(Secret secret) {
    Map<String, String> data = Optional.ofNullable(secret.getData()).orElse(Map.of());
    String authorities = text(data, AUTHORITIES);
    if (PemReader.caBundle(authorities) instanceof PemResult.Invalid<CaBundle>(var problem)) {
      return new Bad<>(problem.what());
    }
    return switch (Pair.of(text(data, CERTIFICATE), text(data, KEY))) {
      case Good<Pair>(Pair served) -> {
        Optional<Pair> next =
            Pair.of(text(data, NEXT_CERTIFICATE), text(data, NEXT_KEY))
                    instanceof Good<Pair>(var it)
                ? Optional.of(it)
                : Optional.empty();
        yield new Good<>(new Held(served, next, authorities));
      }
      case Bad<Pair>(String why) -> new Bad<>(why);
    };
  }

  /// A Secret with this content, as new as the given one.
  Secret in(Secret secret) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(CERTIFICATE, base64(served.chain()));
    data.put(KEY, base64(served.key()));
    data.put(AUTHORITIES, base64(authorities));
    next.ifPresent(it -> {
      data.put(NEXT_CERTIFICATE, base64(it.chain()));
      data.put(NEXT_KEY, base64(it.key()));
    });
    return new SecretBuilder(secret).withData(data).build();
  }

  private static String text(Map<String, String> data, String key) {
    try {
      return new String(
          Base64.getMimeDecoder().decode(data.getOrDefault(key, "")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
