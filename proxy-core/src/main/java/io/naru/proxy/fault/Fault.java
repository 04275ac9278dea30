package io.naru.proxy.fault;

/**
 * Why Naru itself ends or answers an exchange. Each fault has a short machine-readable {@link
 * #cause} that goes to the access log and the metrics; the sentence is for people.
 */
public sealed interface Fault {

  /** Lower-case words joined by dashes; stable, bounded in number. */
  String cause();

  /** The client broke the protocol: nothing of the request may go on (catalogue C, D). */
  record BadRequest(String reason) implements Fault {
    @Override
    public String cause() {
      return "bad-request";
    }
  }

  /** The request was well-formed and asks for something that Naru does not do. */
  enum Refusal implements Fault {
    REQUEST_LINE_TOO_LONG("request-line-too-long"),
    HEAD_TOO_LARGE("head-too-large"),
    BODY_TOO_LARGE("body-too-large"),
    VERSION_NOT_SUPPORTED("version-not-supported"),
    METHOD_NOT_ALLOWED("method-not-allowed"),
    CODING_NOT_SUPPORTED("coding-not-supported"),
    EXPECTATION_FAILED("expectation-failed"),
    PLAIN_HTTP_ON_TLS_PORT("plain-http-on-tls-port"),
    /** The process ends, and what was asked goes elsewhere or ends with it. */
    SHUTTING_DOWN("shutting-down");

    private final String cause;

    Refusal(String cause) {
      this.cause = cause;
    }

    @Override
    public String cause() {
      return cause;
    }
  }

  /** The table has no answer for the request. */
  enum Unroutable implements Fault {
    NO_ROUTE("no-route"),
    NO_ENDPOINT("no-endpoint"),
    /** The request was here before, and would be again: its route leads back to it (RFC 8586). */
    LOOP("loop");

    private final String cause;

    Unroutable(String cause) {
      this.cause = cause;
    }

    @Override
    public String cause() {
      return cause;
    }
  }

  /** The process has no room for more work than it has begun. */
  enum Overload implements Fault {
    BUFFERS("buffers-exhausted");

    private final String cause;

    Overload(String cause) {
      this.cause = cause;
    }

    @Override
    public String cause() {
      return cause;
    }
  }

  /** A setting of the route could not be honoured, so the route fails closed (DESIGN 4). */
  record Denied(String reason) implements Fault {
    @Override
    public String cause() {
      return "denied";
    }
  }

  /** An endpoint did not do its part. */
  enum Upstream implements Fault {
    CONNECT_FAILED("connect-failed"),
    CONNECT_TIMEOUT("connect-timeout"),
    TLS_FAILED("upstream-tls-failed"),
    /** Certainly not processed: REFUSED_STREAM, or a GOAWAY below the stream's id. */
    REFUSED("upstream-refused"),
    RESET("upstream-reset"),
    MALFORMED("upstream-malformed"),
    HEAD_TOO_LARGE("upstream-head-too-large"),
    SEND_TIMEOUT("upstream-send-timeout"),
    READ_TIMEOUT("upstream-read-timeout"),
    /**
     * Nothing was sent for want of room here: a queue is full, a bound met, no socket to be had.
     */
    SATURATED("upstream-saturated");

    private final String cause;

    Upstream(String cause) {
      this.cause = cause;
    }

    @Override
    public String cause() {
      return cause;
    }
  }

  /** The client left or fell silent; nobody reads an answer. */
  enum Client implements Fault {
    GONE("client-gone"),
    HEAD_TIMEOUT("client-head-timeout"),
    BODY_TIMEOUT("client-body-timeout"),
    SEND_TIMEOUT("client-send-timeout");

    private final String cause;

    Client(String cause) {
      this.cause = cause;
    }

    @Override
    public String cause() {
      return cause;
    }
  }

  /** An expression of the route spent its step budget: never another location (DESIGN 4, regex). */
  record BudgetSpent(String expression) implements Fault {
    @Override
    public String cause() {
      return "expression-budget";
    }
  }

  /** A bug of ours, isolated to the exchange that met it. */
  record Internal(String what) implements Fault {
    @Override
    public String cause() {
      return "internal";
    }
  }
}
