package io.naru.tls.netty;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;

/** A client of another make. Trusts everybody; keeps its sessions between connections. */
final class JdkClient {
  private static final int PATIENCE_MILLIS = 20_000;

  private final SSLContext context;
  private final SSLParameters parameters;

  private JdkClient(SSLContext context, SSLParameters parameters) {
    this.context = context;
    this.parameters = parameters;
  }

  /** Sends no SNI. */
  static JdkClient nameless() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      return new JdkClient(context, new SSLParameters());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static JdkClient asking(String serverName) {
    return nameless().name(serverName);
  }

  JdkClient name(String serverName) {
    return with(p -> set(p, () -> p.setServerNames(List.of(new RawName(serverName)))));
  }

  JdkClient versions(String... versions) {
    return with(p -> set(p, () -> p.setProtocols(versions)));
  }

  JdkClient ciphers(String... ciphers) {
    return with(p -> set(p, () -> p.setCipherSuites(ciphers)));
  }

  JdkClient signatures(String... schemes) {
    return with(p -> set(p, () -> p.setSignatureSchemes(schemes)));
  }

  JdkClient alpn(String... protocols) {
    return with(p -> set(p, () -> p.setApplicationProtocols(protocols)));
  }

  /** Names that are none must go out too. */
  private static final class RawName extends SNIServerName {
    RawName(String name) {
      super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static SSLParameters set(SSLParameters parameters, Runnable change) {
    change.run();
    return parameters;
  }

  private JdkClient with(UnaryOperator<SSLParameters> change) {
    return new JdkClient(context, change.apply(parameters));
  }

  /** Connects, shakes hands and has one byte echoed, so that tickets have come too. */
  SSLSocket connect(InetSocketAddress server) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(server.getAddress(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setSSLParameters(parameters);
    echo(socket);
    return socket;
  }

  static void echo(SSLSocket socket) throws IOException {
    socket.getOutputStream().write('x');
    if (socket.getInputStream().read() != 'x') {
      throw new IOException("no echo");
    }
  }

  /** Connects, and tells which certificate was served. */
  X509Certificate served(InetSocketAddress server) throws IOException {
    try (SSLSocket socket = connect(server)) {
      return certificate(socket);
    }
  }

  static X509Certificate certificate(SSLSocket socket) throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }
}
