package io.naru.tls.netty;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** The client's end of a handshake with an {@link EmbeddedServer}, flight by flight. */
final class EngineClient {
  private static final int ROOM = 64 * 1024;

  private final SSLEngine engine;
  private ByteBuffer received = ByteBuffer.allocate(0);

  EngineClient(String version, String serverName) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setProtocols(new String[] {version});
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
      engine.setSSLParameters(parameters);
      engine.beginHandshake();
    } catch (GeneralSecurityException | SSLException e) {
      throw new AssertionError(e);
    }
  }

  /** The ClientHello, in one record. */
  byte[] hello() throws SSLException {
    return wrap();
  }

  /**
   * Goes on until both sides are done.
   *
   * @param answer the server's answer to the hello
   * @return the certificate served, or empty if the server hung up
   */
  Optional<X509Certificate> finish(EmbeddedServer server, byte[] answer) throws SSLException {
    byte[] incoming = answer;
    while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      unwrap(incoming);
      incoming = server.exchange(wrap());
      if (incoming.length == 0
          && !received.hasRemaining()
          && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
        return Optional.empty();
      }
    }
    return Optional.of((X509Certificate) engine.getSession().getPeerCertificates()[0]);
  }

  private byte[] wrap() throws SSLException {
    ByteBuffer out = ByteBuffer.allocate(ROOM);
    while (status() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  private void unwrap(byte[] incoming) throws SSLException {
    ByteBuffer all = ByteBuffer.allocate(received.remaining() + incoming.length);
    received = all.put(received).put(incoming).flip();
    ByteBuffer out = ByteBuffer.allocate(ROOM);
    while (received.hasRemaining() && status() == HandshakeStatus.NEED_UNWRAP) {
      if (engine.unwrap(received, out).getStatus() != SSLEngineResult.Status.OK) {
        return;
      }
    }
  }

  private HandshakeStatus status() {
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      engine.getDelegatedTask().run();
    }
    return engine.getHandshakeStatus();
  }
}
