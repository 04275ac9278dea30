package io.naru.proxy.filter;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.policy.Hsts;

/** Strict-Transport-Security on every response over TLS, in place of the endpoint's own. */
final class HstsFilter implements ResponseFilter {
  private static final byte[] NAME = Ascii.bytes("Strict-Transport-Security");

  private final byte[] value;

  HstsFilter(Hsts policy) {
    this.value = Ascii.bytes(policy.value());
  }

  @Override
  public void response(Exchange exchange) {
    if (exchange.connection().isSecure()) {
      exchange
          .responseEdits()
          .replace(KnownField.STRICT_TRANSPORT_SECURITY, NAME, value, 0, value.length);
    }
  }
}
