package io.naru.controller.admission;

import io.naru.tls.material.CaBundle;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.KeyMaterial;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the webhook proves itself with, and whom it answers; another certificate takes effect with
/// the next connection.
///
/// Thread rule: one thread serves; any may read.
public final class ServingTls {
  private static final Logger LOG = LoggerFactory.getLogger(ServingTls.class);

  private volatile Optional<InForce> inForce = Optional.empty();

  /// A certificate and the authorities of those who get an answer.
  ///
  /// @param clients empty: whoever can connect gets one
  public record Material(Certificate certificate, Optional<CaBundle> clients) {}

  private record InForce(Material material, SslContext context) {}

  /// Uses a certificate from now on. One that no context can be made of leaves the last one in
  /// force.
  public void use(Material material) {
    if (inForce.filter(it -> it.material().equals(material)).isPresent()) {
      return;
    }
    try {
      inForce = Optional.of(new InForce(material, context(material)));
      LOG.info("the webhook serves {}", material.certificate());
    } catch (SSLException | IllegalArgumentException e) {
      LOG.error("no TLS context can be made of {}", material.certificate(), e);
    }
  }

  /// Empty while there is no certificate.
  Optional<SslContext> context() {
    return inForce.map(InForce::context);
  }

  Optional<Material> material() {
    return inForce.map(InForce::material);
  }

  private static SslContext context(Material material) throws SSLException {
    KeyMaterial keys = material.certificate().material();
    SslContextBuilder builder =
        SslContextBuilder.forServer(keys.key(), keys.chain().toArray(X509Certificate[]::new))
            .sslProvider(SslProvider.JDK)
            .protocols(List.of("TLSv1.3", "TLSv1.2"));
    material
        .clients()
        .ifPresent(it ->
            builder
                .trustManager(it.anchors().toArray(X509Certificate[]::new))
                .clientAuth(ClientAuth.REQUIRE));
    return builder.build();
  }
}
