package io.naru.proxy.exchange;

import io.naru.proxy.head.Fields;
import java.util.Optional;

/**
 * What an exchange may know of its client's connection.
 *
 * @param remoteAddress the client's IP literal, without port and zone
 * @param serverPort the port that clients see, for redirects and X-Forwarded-Port
 * @param tls empty on a plain connection
 * @param forwarded the forwarding fields that are the same for all requests of the connection
 */
public record ConnectionFacts(
    String remoteAddress, int serverPort, Optional<TlsFacts> tls, Fields forwarded) {

  public static ConnectionFacts of(String remoteAddress, int serverPort, Optional<TlsFacts> tls) {
    String scheme = tls.isPresent() ? "https" : "http";
    Fields forwarded =
        Fields.of(
            "X-Real-IP", remoteAddress,
            "X-Forwarded-For", remoteAddress,
            "X-Forwarded-Port", Integer.toString(serverPort),
            "X-Forwarded-Proto", scheme,
            "X-Forwarded-Scheme", scheme,
            "X-Scheme", scheme);
    return new ConnectionFacts(remoteAddress, serverPort, tls, forwarded);
  }

  public boolean isSecure() {
    return tls.isPresent();
  }

  public String scheme() {
    return isSecure() ? "https" : "http";
  }
}
