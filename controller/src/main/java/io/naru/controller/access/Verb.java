package io.naru.controller.access;

import java.util.Locale;

/// What can be done with objects at an API server.
public enum Verb {
  GET,
  LIST,
  WATCH,
  CREATE,
  UPDATE,
  PATCH,
  DELETE;

  /// As RBAC rules write it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
