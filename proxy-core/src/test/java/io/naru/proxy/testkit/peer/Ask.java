package io.naru.proxy.testkit.peer;

/**
 * A request that a client is to send.
 *
 * @param body Latin-1
 * @param stated whether its length goes before it
 * @param trailers only with a length that is not stated
 */
public record Ask(
    String method,
    String authority,
    String target,
    Lines fields,
    String body,
    boolean stated,
    Lines trailers) {

  public static Ask of(String method, String authority, String target) {
    return new Ask(method, authority, target, Lines.NONE, "", true, Lines.NONE);
  }

  public static Ask get(String authority, String target) {
    return of("GET", authority, target);
  }

  public static Ask post(String authority, String target, String body) {
    return new Ask("POST", authority, target, Lines.NONE, body, true, Lines.NONE);
  }

  public Ask with(String name, String value) {
    return new Ask(method, authority, target, fields.and(name, value), body, stated, trailers);
  }

  /** The length is not stated. */
  public Ask streamed() {
    return new Ask(method, authority, target, fields, body, false, trailers);
  }

  public Ask trailer(String name, String value) {
    return new Ask(method, authority, target, fields, body, false, trailers.and(name, value));
  }

  /** Whether anything follows the head. */
  boolean hasBody() {
    return !stated || !body.isEmpty();
  }
}
