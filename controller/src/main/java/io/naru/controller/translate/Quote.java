package io.naru.controller.translate;

/// How a sentence quotes what a user wrote.
final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  /// The text in quotation marks, its end replaced by an ellipsis where it is long.
  static String of(String text) {
    return "\"" + (text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…") + "\"";
  }
}
