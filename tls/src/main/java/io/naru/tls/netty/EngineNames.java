package io.naru.tls.netty;

import io.naru.tls.select.Alpn;
import io.naru.tls.select.TlsVersion;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Our values in the words of the TLS engines. */
final class EngineNames {
  /** All of RFC 8446 that engines have; users cannot choose among them. */
  private static final List<String> TLS_1_3_SUITES =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  private EngineNames() {}

  static List<String> versions(Set<TlsVersion> versions) {
    return versions.stream().sorted().map(TlsVersion::wireName).toList();
  }

  static ApplicationProtocolConfig alpn(List<Alpn> offered) {
    return offered.isEmpty()
        ? ApplicationProtocolConfig.DISABLED
        : new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            offered.stream().map(Alpn::wireName).toList());
  }

  /**
   * Those of the ciphers that the engine has, and the suites of TLS 1.3.
   *
   * @throws SSLException when TLS 1.2 is wanted and no cipher is left for it
   */
  static List<String> ciphers(TlsEngine engine, List<String> wanted, Set<TlsVersion> versions)
      throws SSLException {
    List<String> available =
        switch (engine) {
          case BORINGSSL -> wanted.stream().filter(OpenSsl::isCipherSuiteAvailable).toList();
          case JDK -> jdk(wanted);
        };
    if (available.isEmpty() && versions.contains(TlsVersion.TLS_1_2)) {
      throw new SSLException("none of the ciphers is available: " + wanted);
    }
    return versions.contains(TlsVersion.TLS_1_3)
        ? Stream.concat(available.stream(), TLS_1_3_SUITES.stream()).toList()
        : available;
  }

  private static List<String> jdk(List<String> wanted) throws SSLException {
    try {
      Set<String> supported =
          Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
      return wanted.stream().map(EngineNames::jdkName).filter(supported::contains).toList();
    } catch (NoSuchAlgorithmException e) {
      throw new SSLException("the platform has no TLS", e);
    }
  }

  // enough for the AEAD suites; others find no counterpart and are passed over
  private static String jdkName(String openSslName) {
    return "TLS_"
        + openSslName
            .replace("-AES128-GCM-", "_WITH_AES_128_GCM_")
            .replace("-AES256-GCM-", "_WITH_AES_256_GCM_")
            .replace("-CHACHA20-POLY1305", "_WITH_CHACHA20_POLY1305_SHA256")
            .replace('-', '_');
  }
}
