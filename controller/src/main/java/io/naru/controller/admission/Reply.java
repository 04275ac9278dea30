package io.naru.controller.admission;

import java.nio.charset.StandardCharsets;

/// An HTTP answer.
///
/// @param body text, sent as UTF-8
record Reply(int status, String contentType, String body) {
  private static final int FOUND = 200;

  /// A sentence, which an API server quotes in its own error.
  static Reply sentence(int status, String sentence) {
    return new Reply(status, "text/plain; charset=utf-8", sentence + "\n");
  }

  static Reply json(String body) {
    return new Reply(FOUND, "application/json", body);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
