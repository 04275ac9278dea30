package io.naru.tls.select;

import java.util.Arrays;
import java.util.Optional;

/** The application protocols that are negotiated inside TLS, RFC 7301. */
public enum Alpn {
  H2("h2"),
  HTTP_1_1("http/1.1"),
  HTTP_1_0("http/1.0");

  private final String wireName;

  Alpn(String wireName) {
    this.wireName = wireName;
  }

  /** The registered protocol id. */
  public String wireName() {
    return wireName;
  }

  public static Optional<Alpn> named(String id) {
    return Arrays.stream(values()).filter(protocol -> protocol.wireName.equals(id)).findFirst();
  }
}
