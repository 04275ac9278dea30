package io.naru.proxy.testkit;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.TlsFacts;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.PathForms;
import java.util.Optional;

/** Request heads and exchanges, as a codec would leave them. */
public final class Requests {
  private static final ConnectionFacts PLAIN =
      ConnectionFacts.of("192.0.2.1", 80, Optional.empty());
  private static final ConnectionFacts SECURE =
      ConnectionFacts.of(
          "192.0.2.1", 443, Optional.of(new TlsFacts("TLSv1.3", "test", Optional.empty())));

  private Requests() {}

  /**
   * A request's head.
   *
   * @param authority host with or without port; empty for none
   */
  public static Head head(String authority, String target) {
    Head head = new Head();
    byte[] name = Ascii.bytes(authority);
    int start = head.fields().append(name, 0, name.length);
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']') && colon > 0;
    int hostEnd = start + (hasPort ? colon : name.length);
    if (hostEnd > start && head.bytes()[hostEnd - 1] == '.') {
      hostEnd--;
    }
    head.authority(start, start + name.length, hostEnd);
    byte[] path = Ascii.bytes(target);
    int at = head.fields().append(path, 0, path.length);
    head.target(at, at + path.length);
    return head;
  }

  /** The forms of a target's path, which has to be well-formed. */
  public static PathForms path(String target) {
    PathForms forms = new PathForms();
    forms
        .read(head("", target))
        .ifPresent(reason -> {
          throw new IllegalArgumentException(target + ": " + reason);
        });
    return forms;
  }

  /** An exchange of a plain connection, its path read. */
  public static Exchange plain(String authority, String target) {
    return exchange(head(authority, target), PLAIN);
  }

  /** An exchange of a TLS connection, its path read. */
  public static Exchange secure(String authority, String target) {
    return exchange(head(authority, target), SECURE);
  }

  private static Exchange exchange(Head head, ConnectionFacts connection) {
    Exchange exchange = new Exchange(head, connection);
    exchange
        .path()
        .read(head)
        .ifPresent(reason -> {
          throw new IllegalArgumentException(reason);
        });
    return exchange;
  }
}
