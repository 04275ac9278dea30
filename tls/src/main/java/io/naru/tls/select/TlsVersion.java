package io.naru.tls.select;

import java.util.Arrays;
import java.util.Optional;

/** The versions of TLS that are spoken; older ones are not to be had (catalogue F8). */
public enum TlsVersion {
  TLS_1_2("TLSv1.2"),
  TLS_1_3("TLSv1.3");

  private final String wireName;

  TlsVersion(String wireName) {
    this.wireName = wireName;
  }

  /** The name that users write and TLS engines know: {@code TLSv1.2}. */
  public String wireName() {
    return wireName;
  }

  public static Optional<TlsVersion> named(String name) {
    return Arrays.stream(values()).filter(version -> version.wireName.equals(name)).findFirst();
  }
}
