package io.naru.tls.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes PEM text. */
public final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  public static String block(String type, byte[] content) {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
