package io.naru.proxy.filter;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.PathForms;

/** The answer to {@code /p} where only {@code /p/} is served (behaviour 4). */
public final class SlashRedirect {
  private SlashRedirect() {}

  /**
   * To the normalised path with a slash behind it: absolute, in the connection's scheme, without
   * port, the query kept.
   */
  public static Reply reply(Exchange exchange, int status) {
    byte[] path = PathForms.encode(exchange.path().text() + "/");
    String host = RequestHost.of(exchange.request());
    String origin = host.isEmpty() ? "" : exchange.connection().scheme() + "://" + host;
    return FaultResponse.redirect(
        status, origin + Ascii.text(path, 0, path.length) + exchange.path().query());
  }
}
