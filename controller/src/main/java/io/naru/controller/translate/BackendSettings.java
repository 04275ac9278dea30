package io.naru.controller.translate;

import static io.naru.controller.translate.Annotation.BACKEND_PROTOCOL;
import static io.naru.controller.translate.Annotation.LOAD_BALANCE;
import static io.naru.controller.translate.Annotation.SERVICE_UPSTREAM;

import io.naru.proxy.upstream.Balance;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Transport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `backend-protocol`, `load-balance`, `service-upstream`; `proxy-ssl-*` through
/// [UpstreamTlsSettings].
final class BackendSettings {
  private static final Syntax<Spoken> SPOKEN =
      Syntax.oneOf(
              "one of HTTP, HTTPS, GRPC, GRPCS",
              Stream.of(Spoken.values())
                  .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity())))
          .folded();
  private static final Syntax<Algorithm> ALGORITHM =
      Syntax.oneOf(
              "one of round_robin, ewma, chash, chashsubset, sticky_balanced, sticky_persistent",
              Stream.of(Algorithm.values())
                  .collect(
                      Collectors.toUnmodifiableMap(
                          Key::spelledWithUnderscores, Function.identity())))
          .stripped();

  private BackendSettings() {}

  /// The words of `backend-protocol`.
  private enum Spoken {
    HTTP,
    HTTPS,
    GRPC,
    GRPCS,
    AUTO_HTTP,
    FCGI
  }

  /// The words of `load-balance`.
  private enum Algorithm {
    ROUND_ROBIN,
    EWMA,
    CHASH,
    CHASHSUBSET,
    STICKY_BALANCED,
    STICKY_PERSISTENT
  }

  /// The settings of an Ingress; those of the ConfigMap through [#defaults].
  static BackendChoice read(SettingReader reader, BackendChoice defaults, SecretSource secrets) {
    Spoken spoken = reader.value(BACKEND_PROTOCOL, SPOKEN, Spoken.HTTP);
    if (spoken == Spoken.AUTO_HTTP || spoken == Spoken.FCGI) {
      reader
          .findings()
          .refuse(reader.field(BACKEND_PROTOCOL), spoken + " is not spoken to endpoints yet");
    }
    boolean tls = spoken == Spoken.HTTPS || spoken == Spoken.GRPCS;
    boolean grpc = spoken == Spoken.GRPC || spoken == Spoken.GRPCS;
    Transport transport = UpstreamTlsSettings.read(reader, tls, secrets);
    Balance balance =
        reader
            .strict(LOAD_BALANCE, ALGORITHM)
            .map(algorithm -> balance(reader, algorithm))
            .orElse(defaults.balance());
    return new BackendChoice(
        grpc ? Protocol.HTTP2 : Protocol.HTTP1,
        transport,
        balance,
        reader.value(SERVICE_UPSTREAM, Syntax.BOOL, defaults.clusterAddress()));
  }

  /// The settings of the ConfigMap.
  static BackendChoice defaults(SettingReader reader) {
    BackendChoice builtIn = BackendChoice.DEFAULT;
    return new BackendChoice(
        builtIn.protocol(),
        builtIn.transport(),
        reader
            .value(LOAD_BALANCE, ALGORITHM)
            .map(algorithm -> balance(reader, algorithm))
            .orElse(builtIn.balance()),
        reader.value(SERVICE_UPSTREAM, Syntax.BOOL, builtIn.clusterAddress()));
  }

  private static Balance balance(SettingReader reader, Algorithm algorithm) {
    return switch (algorithm) {
      case ROUND_ROBIN -> new Balance.RoundRobin();
      case EWMA -> new Balance.Ewma();
      case CHASH, CHASHSUBSET, STICKY_BALANCED, STICKY_PERSISTENT -> {
        reader
            .findings()
            .warn(
                reader.field(LOAD_BALANCE),
                Key.spelledWithUnderscores(algorithm) + " has no effect yet",
                "round_robin is used");
        yield new Balance.RoundRobin();
      }
    };
  }
}
