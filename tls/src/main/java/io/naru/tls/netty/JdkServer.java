package io.naru.tls.netty;

import io.naru.tls.material.Certificate;
import io.naru.tls.material.KeyMaterial;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.TlsPolicy;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/**
 * Builds server contexts of the platform's own TLS, which picks among the entries of one key store
 * by key kind.
 */
final class JdkServer {
  private static final char[] NO_PASSWORD = new char[0];

  private JdkServer() {}

  static SslContext context(CertificateSet certificates, TlsPolicy policy) throws SSLException {
    return SslContextBuilder.forServer(keys(certificates))
        .sslProvider(SslProvider.JDK)
        .trustManager(new NoClientCertificates())
        .protocols(EngineNames.versions(policy.versions()))
        .ciphers(EngineNames.ciphers(TlsEngine.JDK, policy.ciphers(), policy.versions()))
        .applicationProtocolConfig(EngineNames.alpn(policy.alpn()))
        .sessionTimeout(policy.sessionTimeout().toSeconds())
        .build();
  }

  private static KeyManagerFactory keys(CertificateSet certificates) throws SSLException {
    try {
      // JKS, unlike PKCS#12, takes chains as they are and spends no time on a password that is none
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      for (Certificate certificate : certificates.certificates()) {
        KeyMaterial material = certificate.material();
        store.setKeyEntry(
            certificate.keyKind().name(),
            material.key(),
            NO_PASSWORD,
            material.chain().toArray(X509Certificate[]::new));
      }
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, NO_PASSWORD);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw new SSLException("no context can be made of " + certificates, e);
    }
  }
}
