package io.naru.tls.netty;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCredential;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who does the cryptography. */
public enum TlsEngine {
  BORINGSSL,
  /** Slower; resumption is as the platform has it, whatever the policy says of tickets. */
  JDK;

  private static final Logger LOG = LoggerFactory.getLogger(TlsEngine.class);

  /**
   * BoringSSL where its native library loads, else the platform's TLS, saying so. Called once, at
   * start.
   */
  public static TlsEngine detect() {
    if (OpenSslCredential.isAvailable()) {
      return BORINGSSL;
    }
    LOG.warn(
        "BoringSSL is not available, TLS falls back to that of the JDK: handshakes cost more, and"
            + " session tickets are as the JDK has them",
        OpenSsl.unavailabilityCause());
    return JDK;
  }
}
