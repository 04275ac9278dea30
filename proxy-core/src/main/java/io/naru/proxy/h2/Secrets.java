package io.naru.proxy.h2;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.KnownField;

/**
 * The fields whose values are never kept in a table that others' requests share (RFC 7541 section
 * 7.1).
 */
final class Secrets {
  private static final long FIELDS =
      KnownField.bits(
          KnownField.COOKIE,
          KnownField.SET_COOKIE,
          KnownField.AUTHORIZATION,
          KnownField.PROXY_AUTHORIZATION);

  private Secrets() {}

  /** Whether the field, which was not removed, is one of them. */
  static boolean hold(Fields fields, int i) {
    return fields.isDropped(i, FIELDS);
  }
}
