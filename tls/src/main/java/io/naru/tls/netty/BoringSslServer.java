package io.naru.tls.netty;

import io.naru.tls.material.Certificate;
import io.naru.tls.material.KeyMaterial;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.TlsPolicy;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.OpenSslCredentialBuilder;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Builds server contexts of BoringSSL. Each certificate becomes a credential of its own, and
 * BoringSSL picks the first that the client can verify: Ed25519 and ECDSA, which cost us a third of
 * an RSA handshake, before RSA.
 */
final class BoringSslServer {
  private BoringSslServer() {}

  static ServerContext context(CertificateSet certificates, TlsPolicy policy, TicketKeys tickets)
      throws SSLException {
    List<OpenSslCredential> credentials = new ArrayList<>();
    try {
      for (Certificate certificate : certificates.certificates().reversed()) {
        credentials.add(credential(certificate.material()));
      }
      SslContext built = build(credentials, policy);
      ServerContext context = new ServerContext(built, policy.alpn(), policy.sessionTickets());
      resumption(
          (OpenSslServerSessionContext) built.sessionContext(), binding(certificates, policy));
      if (policy.sessionTickets()) {
        tickets.keep(context);
      }
      return context;
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new SSLException("no context can be made of " + certificates, e);
    } finally {
      // the context holds its own reference
      credentials.forEach(OpenSslCredential::release);
    }
  }

  private static OpenSslCredential credential(KeyMaterial material) {
    return OpenSslCredentialBuilder.forX509(
            material.key(), material.chain().toArray(X509Certificate[]::new))
        .build();
  }

  private static SslContext build(List<OpenSslCredential> credentials, TlsPolicy policy)
      throws SSLException {
    return SslContextBuilder.forServer(new CredentialsAlone())
        .sslProvider(SslProvider.OPENSSL_REFCNT)
        .addCredentials(credentials)
        .trustManager(new NoClientCertificates())
        .protocols(EngineNames.versions(policy.versions()))
        .ciphers(EngineNames.ciphers(TlsEngine.BORINGSSL, policy.ciphers(), policy.versions()))
        .applicationProtocolConfig(EngineNames.alpn(policy.alpn()))
        .sessionTimeout(policy.sessionTimeout().toSeconds())
        // the callbacks only look things up: no detour through the task queue
        .option(OpenSslContextOption.USE_TASKS, false)
        .build();
  }

  // tickets are the one resumption: a cache of sessions would cost memory per client and serve one
  // replica only
  private static void resumption(OpenSslServerSessionContext sessions, byte[] binding) {
    sessions.setSessionCacheEnabled(false);
    sessions.setSessionIdContext(binding);
  }

  // catalogue F4: a ticket is good only under the certificates and rules under which it was given
  private static byte[] binding(CertificateSet certificates, TlsPolicy policy) {
    String text =
        String.join(
            "\n",
            certificates.fingerprint(),
            String.join(" ", EngineNames.versions(policy.versions())),
            String.join(" ", policy.ciphers()),
            policy.alpn().toString());
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
