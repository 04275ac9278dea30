package io.naru.controller.access;

/// How many objects are asked for at a time.
final class Page {
  static final int MOST = 500;
  private static final int STEP = 8;

  private Page() {}

  /// The next smaller page, at least one object.
  static int smaller(int page) {
    return Math.max(1, page / STEP);
  }
}
