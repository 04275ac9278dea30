package io.naru.tls.select;

import io.naru.tls.material.CaBundle;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SNIHostName;

/**
 * How TLS is spoken to an upstream (behaviour 23). An equal value is the same context.
 *
 * @param verification whether the endpoint must prove who it is
 * @param serverName sent as SNI, if present; with verification it can only be the verified name
 * @param versions at least one
 * @param ciphers OpenSSL names for TLS 1.2, most wanted first; empty for the engine's own list
 * @param alpn offered, most wanted first; may be empty
 */
public record UpstreamTls(
    Verification verification,
    Optional<String> serverName,
    Set<TlsVersion> versions,
    List<String> ciphers,
    List<Alpn> alpn) {

  /** Whether the endpoint's certificate is checked. */
  public sealed interface Verification {

    /** Any certificate will do: upstream's default. */
    record Off() implements Verification {}

    /**
     * The certificate must chain to one of the authorities and be good for the name.
     *
     * @param name a DNS name or an address
     */
    record Against(CaBundle authorities, String name) implements Verification {
      public Against {
        if (name.isBlank() || name.endsWith(".")) {
          throw new IllegalArgumentException("no name to verify: '" + name + "'");
        }
      }
    }
  }

  /** Behaviour 23: no verification, no SNI. */
  public static final UpstreamTls DEFAULT =
      new UpstreamTls(
          new Verification.Off(),
          Optional.empty(),
          Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
          List.of(),
          List.of());

  public UpstreamTls {
    versions = Set.copyOf(versions);
    ciphers = CipherNames.checked(ciphers);
    alpn = List.copyOf(alpn);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("at least one TLS version is needed");
    }
    serverName.ifPresent(SNIHostName::new);
    if (!mayBeSent(serverName, verification)) {
      throw new IllegalArgumentException("SNI " + serverName.get() + " is not the verified name");
    }
  }

  public UpstreamTls withAlpn(Alpn... offered) {
    return new UpstreamTls(verification, serverName, versions, ciphers, List.of(offered));
  }

  public UpstreamTls withServerName(String name) {
    return new UpstreamTls(verification, Optional.of(name), versions, ciphers, alpn);
  }

  public UpstreamTls withVerification(CaBundle authorities, String name) {
    return new UpstreamTls(
        new Verification.Against(authorities, name), serverName, versions, ciphers, alpn);
  }

  // platforms accept a certificate that is good for the SNI in place of the verified name
  private static boolean mayBeSent(Optional<String> serverName, Verification verification) {
    return switch (verification) {
      case Verification.Off() -> true;
      case Verification.Against(_, String name) ->
          serverName.isEmpty() || serverName.get().equals(name);
    };
  }
}
