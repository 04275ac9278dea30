package io.naru.proxy.testkit.peer;

/** A request as an endpoint saw it; the body is Latin-1. */
public record Seen(
    String method, String target, String authority, Lines fields, String body, Lines trailers) {

  Seen whole(String wholeBody, Lines wholeTrailers) {
    return new Seen(method, target, authority, fields, wholeBody, wholeTrailers);
  }
}
