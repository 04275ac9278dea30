package io.naru.proxy.testkit.peer;

/**
 * What an endpoint answers.
 *
 * @param body Latin-1
 * @param length how the body's end is told
 */
public record Answer(int status, Lines fields, String body, Length length, Lines trailers) {

  /** How HTTP/1.1 frames the body; to HTTP/2 only whether the length is stated matters. */
  public enum Length {
    STATED,
    CHUNKED,
    UNTIL_CLOSE
  }

  public static Answer ok(String body) {
    return new Answer(200, Lines.NONE, body, Length.STATED, Lines.NONE);
  }

  public static Answer status(int status) {
    return new Answer(status, Lines.NONE, "", Length.STATED, Lines.NONE);
  }

  public Answer with(String name, String value) {
    return new Answer(status, fields.and(name, value), body, length, trailers);
  }

  public Answer framed(Length how) {
    return new Answer(status, fields, body, how, trailers);
  }

  public Answer trailer(String name, String value) {
    return new Answer(status, fields, body, Length.CHUNKED, trailers.and(name, value));
  }

  /** The request again, in a form that tests compare with. */
  public static Answer echo(Seen seen) {
    return ok(seen.body()).with("x-method", seen.method()).with("x-target", seen.target());
  }
}
