package io.naru.proxy.testkit.peer;

import io.naru.tls.material.CaBundle;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.KeyKind;
import io.naru.tls.testkit.LeafSpec;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One authority, and one certificate of it that is good for {@code localhost} and all of .test. */
public final class TestTls {
  public static final String NAME = "localhost";
  private static final char[] PASSWORD = "secret".toCharArray();

  private final TestCertificates authority = TestCertificates.authority("Naru tests");
  private final TestPair pair = authority.ec(NAME, "*.test");

  public Certificate certificate() {
    return pair.certificate();
  }

  public TestPair pair() {
    return pair;
  }

  public CaBundle authorities() {
    return authority.caBundle();
  }

  /** The authority's certificate, as PEM. */
  public String authorityPem() {
    return authority.caPem();
  }

  /** The authority signs keys of any kind. */
  public TestPair pair(KeyPair keys) {
    return authority.leaf(LeafSpec.of(KeyKind.EC, NAME, "*.test"), keys);
  }

  /** Of an endpoint, or of a client that trusts the authority. */
  public SSLContext context() {
    return context(pair);
  }

  /** Of an endpoint with another certificate. */
  public SSLContext context(TestPair pair) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("leaf", pair.key(), PASSWORD, pair.chain().toArray(X509Certificate[]::new));
      int i = 0;
      for (X509Certificate each : authorities().anchors()) {
        store.setCertificateEntry("authority" + i++, each);
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
