package io.naru.proxy.forward;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Head;

/**
 * Where a request for {@code /p} goes whose route is {@code /p/}: an absolute URL in the
 * connection's scheme, without port, with the query (behaviour 4).
 */
final class SlashLocation {
  private SlashLocation() {}

  static String of(Exchange exchange) {
    Head head = exchange.request();
    String host = Ascii.text(head.bytes(), head.authorityStart(), head.hostEnd());
    return exchange.connection().scheme()
        + "://"
        + host
        + exchange.path().rawPath()
        + "/"
        + exchange.path().query();
  }
}
