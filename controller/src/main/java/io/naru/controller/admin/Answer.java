package io.naru.controller.admin;

import java.nio.charset.StandardCharsets;

/// What a page answers.
///
/// @param body text, sent as UTF-8
record Answer(int status, String contentType, String body) {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int FOUND = 200;

  static Answer text(int status, String body) {
    return new Answer(status, TEXT, body);
  }

  static Answer ok(String body) {
    return text(FOUND, body);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
