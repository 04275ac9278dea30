package io.naru.controller;

import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/// Which Naru this is, and what it runs on.
record Version(String naru, String java, String netty, String tls) {

  static Version current() {
    return new Version(
        ofNaru(),
        Runtime.version().toString(),
        ofNetty(),
        OpenSsl.isAvailable() ? "boringssl" : "jdk");
  }

  private static String ofNaru() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ofNetty() {
    return Optional.ofNullable(io.netty.util.Version.identify().get("netty-common"))
        .map(io.netty.util.Version::artifactVersion)
        .orElse("unknown");
  }

  /// One line.
  @Override
  public String toString() {
    return "naru %s (java %s, netty %s, %s)".formatted(naru, java, netty, tls);
  }
}
