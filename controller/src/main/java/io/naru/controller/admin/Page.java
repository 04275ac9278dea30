package io.naru.controller.admin;

/// One path of a small server. Several threads may ask at once.
@FunctionalInterface
interface Page {
  Answer answer();
}
