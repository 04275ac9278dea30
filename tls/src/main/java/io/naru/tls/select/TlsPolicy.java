package io.naru.tls.select;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The rules of TLS towards clients.
 *
 * @param versions at least one
 * @param ciphers OpenSSL names for TLS 1.2, most wanted first; TLS 1.3 has its own fixed suites.
 *     Names that the TLS engine does not have (finite-field DHE, say) are passed over
 * @param alpn spoken, most wanted first: a client that offers others alone is refused. Empty where
 *     nothing is negotiated
 * @param sessionTickets whether sessions are resumed, by tickets; there is no other resumption
 * @param sessionTimeout how long a TLS 1.2 session may be resumed, at least a second; a TLS 1.3 one
 *     may be for as long as its ticket key is known
 */
public record TlsPolicy(
    Set<TlsVersion> versions,
    List<String> ciphers,
    List<Alpn> alpn,
    boolean sessionTickets,
    Duration sessionTimeout) {

  /** The default of the {@code ssl-ciphers} key. */
  public static final List<String> DEFAULT_CIPHERS =
      List.of(
          "ECDHE-ECDSA-AES128-GCM-SHA256",
          "ECDHE-RSA-AES128-GCM-SHA256",
          "ECDHE-ECDSA-AES256-GCM-SHA384",
          "ECDHE-RSA-AES256-GCM-SHA384",
          "ECDHE-ECDSA-CHACHA20-POLY1305",
          "ECDHE-RSA-CHACHA20-POLY1305",
          "DHE-RSA-AES256-GCM-SHA384",
          "DHE-RSA-AES128-GCM-SHA256");

  /** Behaviour 24, but for tickets, which are on: their keys rotate. */
  public static final TlsPolicy DEFAULT =
      new TlsPolicy(
          Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
          DEFAULT_CIPHERS,
          List.of(Alpn.H2, Alpn.HTTP_1_1, Alpn.HTTP_1_0),
          true,
          Duration.ofMinutes(10));

  public TlsPolicy {
    versions = Set.copyOf(versions);
    ciphers = CipherNames.checked(ciphers);
    alpn = List.copyOf(alpn);
    require(!versions.isEmpty(), "at least one TLS version is needed");
    require(!ciphers.isEmpty(), "at least one cipher is needed");
    require(Set.copyOf(alpn).size() == alpn.size(), "a protocol is offered twice");
    require(sessionTimeout.toSeconds() >= 1, "the session timeout is below a second");
  }

  public TlsPolicy withAlpn(List<Alpn> offered) {
    return new TlsPolicy(versions, ciphers, offered, sessionTickets, sessionTimeout);
  }

  public TlsPolicy withVersions(Set<TlsVersion> spoken) {
    return new TlsPolicy(spoken, ciphers, alpn, sessionTickets, sessionTimeout);
  }

  public TlsPolicy withSessionTickets(boolean on) {
    return new TlsPolicy(versions, ciphers, alpn, on, sessionTimeout);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
