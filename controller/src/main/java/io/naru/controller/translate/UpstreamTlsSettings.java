package io.naru.controller.translate;

import static io.naru.controller.translate.Annotation.PROXY_SSL_NAME;
import static io.naru.controller.translate.Annotation.PROXY_SSL_SECRET;
import static io.naru.controller.translate.Annotation.PROXY_SSL_SERVER_NAME;
import static io.naru.controller.translate.Annotation.PROXY_SSL_VERIFY;
import static io.naru.controller.translate.Annotation.PROXY_SSL_VERIFY_DEPTH;

import com.google.re2j.Pattern;
import io.fabric8.kubernetes.api.model.Secret;
import io.naru.proxy.upstream.Transport;
import io.naru.tls.material.CaBundle;
import io.naru.tls.material.PemReader;
import io.naru.tls.material.PemResult;
import io.naru.tls.select.UpstreamTls;
import java.util.Optional;
import java.util.stream.Stream;

/// `proxy-ssl-secret`, `-name`, `-verify`, `-server-name` (behaviour 23). The Secret's `ca.crt` is
/// what endpoints are verified against; a client certificate towards endpoints, and a bound on the
/// depth of their chains, are not to be had yet and refused. Upstream ignores these annotations
/// without the Secret; here they then refuse, as they were written to protect something.
final class UpstreamTlsSettings {
  private static final Syntax<String> NAME =
      Syntax.matching(
          "a host name", Pattern.compile("[a-zA-Z0-9]([-a-zA-Z0-9.]{0,251}[a-zA-Z0-9])?"));
  private static final Syntax<String> SECRET =
      Syntax.matching(
          "namespace/name of a Secret", Pattern.compile("[-a-z0-9]{1,63}/[-.a-z0-9]{1,253}"));

  private final SettingReader reader;
  private final SecretSource secrets;

  private UpstreamTlsSettings(SettingReader reader, SecretSource secrets) {
    this.reader = reader;
    this.secrets = secrets;
  }

  /// @param tls whether endpoints are spoken to over TLS at all
  static Transport read(SettingReader reader, boolean tls, SecretSource secrets) {
    UpstreamTlsSettings settings = new UpstreamTlsSettings(reader, secrets);
    return tls ? settings.tls() : settings.plain();
  }

  private Transport plain() {
    Stream.of(PROXY_SSL_SECRET, PROXY_SSL_NAME, PROXY_SSL_VERIFY, PROXY_SSL_VERIFY_DEPTH)
        .filter(reader::has)
        .findFirst()
        .ifPresent(it -> refuse(it, "needs backend-protocol HTTPS or GRPCS"));
    return new Transport.Plain();
  }

  private Transport tls() {
    boolean verify = reader.strict(PROXY_SSL_VERIFY, Syntax.ON_OFF).orElse(false);
    Optional<String> name = reader.strict(PROXY_SSL_NAME, NAME);
    if (reader.has(PROXY_SSL_VERIFY_DEPTH)) {
      refuse(PROXY_SSL_VERIFY_DEPTH, "cannot be honoured yet");
    }
    Optional<CaBundle> authorities = authorities();
    if (!reader.has(PROXY_SSL_SECRET)) {
      if (verify || name.isPresent()) {
        refuse(verify ? PROXY_SSL_VERIFY : PROXY_SSL_NAME, "needs proxy-ssl-secret");
      }
      return new Transport.Tls(UpstreamTls.DEFAULT);
    }
    boolean sendName = reader.value(PROXY_SSL_SERVER_NAME, Syntax.ON_OFF, false);
    UpstreamTls named =
        sendName
            ? name.map(UpstreamTls.DEFAULT::withServerName).orElse(UpstreamTls.DEFAULT)
            : UpstreamTls.DEFAULT;
    return new Transport.Tls(verified(named, verify, authorities, name));
  }

  private UpstreamTls verified(
      UpstreamTls tls, boolean verify, Optional<CaBundle> authorities, Optional<String> name) {
    if (!verify || authorities.isEmpty()) {
      return tls;
    }
    if (name.isEmpty()) {
      refuse(PROXY_SSL_VERIFY, "needs proxy-ssl-name, the name to verify");
      return tls;
    }
    return tls.withVerification(authorities.get(), name.get());
  }

  /// The trusted certificates; refuses where it cannot be had.
  private Optional<CaBundle> authorities() {
    return reader.strict(PROXY_SSL_SECRET, SECRET).flatMap(this::find).flatMap(this::authorities);
  }

  private Optional<Secret> find(String path) {
    int slash = path.indexOf('/');
    if (!path.substring(0, slash).equals(reader.namespace())) {
      refuse(PROXY_SSL_SECRET, "names a Secret of another namespace");
      return Optional.empty();
    }
    Optional<Secret> secret = secrets.secret(reader.namespace(), path.substring(slash + 1));
    if (secret.isEmpty()) {
      meanwhile("names Secret " + path + ", which does not exist");
    }
    return secret;
  }

  private Optional<CaBundle> authorities(Secret secret) {
    if (secret.getData().containsKey("tls.crt") || secret.getData().containsKey("tls.key")) {
      meanwhile("has a client certificate, which is not sent to endpoints yet");
      return Optional.empty();
    }
    String text = SecretText.of(secret, "ca.crt").orElse("");
    return switch (PemReader.caBundle(text)) {
      case PemResult.Ok<CaBundle>(var bundle) -> Optional.of(bundle);
      case PemResult.Invalid<CaBundle>(var problem) -> {
        meanwhile("names a Secret of which " + problem.what());
        yield Optional.empty();
      }
    };
  }

  /// What the Secret lacks may still come.
  private void meanwhile(String reason) {
    reader.findings().refuseMeanwhile(reader.field(PROXY_SSL_SECRET), reason);
  }

  private void refuse(Key key, String reason) {
    reader.findings().refuse(reader.field(key), reason);
  }
}
