package io.naru.proxy.exchange;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;

/**
 * The one place that chooses the status codes of answers that Naru makes itself (behaviour 11), and
 * their form: a short HTML page, or a trailers-only answer to a gRPC call (DESIGN 4).
 */
public final class FaultResponse {
  private static final Fields HTML = Fields.of("Content-Type", "text/html");

  /** What is full now is often not full a second later. */
  private static final Fields HTML_FOR_LATER =
      Fields.of("Content-Type", "text/html", "Retry-After", "1");

  private FaultResponse() {}

  /** What is sent for the fault. */
  public static Reply of(Fault fault, boolean grpc) {
    int status = status(fault);
    if (grpc) {
      return new Reply(200, grpcFields(status, fault), "", closes(fault));
    }
    Fields fields = fault instanceof Fault.Overload ? HTML_FOR_LATER : HTML;
    return new Reply(status, fields, page(title(fault, status)), closes(fault));
  }

  /** The status for the log and the metrics: that of an HTTP answer, also where gRPC hides it. */
  public static int status(Fault fault) {
    return switch (fault) {
      case Fault.BadRequest _ -> 400;
      case Fault.Refusal refusal -> status(refusal);
      case Fault.Unroutable unroutable ->
          switch (unroutable) {
            case NO_ROUTE -> 404;
            case NO_ENDPOINT -> 503;
            case LOOP -> 508;
          };
      case Fault.Denied _, Fault.BudgetSpent _, Fault.Overload _ -> 503;
      case Fault.Upstream upstream -> status(upstream);
      case Fault.Client client ->
          switch (client) {
            case GONE, SEND_TIMEOUT -> 499;
            case HEAD_TIMEOUT, BODY_TIMEOUT -> 408;
          };
      case Fault.Internal _ -> 500;
    };
  }

  private static int status(Fault.Refusal refusal) {
    return switch (refusal) {
      case REQUEST_LINE_TOO_LONG -> 414;
      case HEAD_TOO_LARGE, PLAIN_HTTP_ON_TLS_PORT -> 400;
      case BODY_TOO_LARGE -> 413;
      case VERSION_NOT_SUPPORTED -> 505;
      case METHOD_NOT_ALLOWED -> 405;
      case CODING_NOT_SUPPORTED -> 501;
      case EXPECTATION_FAILED -> 417;
      case SHUTTING_DOWN -> 503;
    };
  }

  private static int status(Fault.Upstream upstream) {
    return switch (upstream) {
      case CONNECT_TIMEOUT, SEND_TIMEOUT, READ_TIMEOUT -> 504;
      case CONNECT_FAILED, TLS_FAILED, REFUSED, RESET, MALFORMED, HEAD_TOO_LARGE -> 502;
      case SATURATED -> 503;
    };
  }

  /** Whether an HTTP/1.1 connection cannot go on: its framing is lost, or a body is left over. */
  private static boolean closes(Fault fault) {
    return switch (fault) {
      case Fault.BadRequest _, Fault.Refusal _, Fault.Client _, Fault.Internal _ -> true;
      case Fault.Unroutable _,
          Fault.Denied _,
          Fault.BudgetSpent _,
          Fault.Overload _,
          Fault.Upstream _ ->
          false;
    };
  }

  /** nginx names the two refusals that share 400 with all malformed requests. */
  private static String title(Fault fault, int status) {
    if (fault == Fault.Refusal.PLAIN_HTTP_ON_TLS_PORT) {
      return "400 The plain HTTP request was sent to HTTPS port";
    }
    if (fault == Fault.Refusal.HEAD_TOO_LARGE) {
      return "400 Request Header Or Cookie Too Large";
    }
    return status + " " + phrase(status);
  }

  /** The reason phrases of upstream's pages (behaviour 36). */
  public static String phrase(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 204 -> "No Content";
      case 301 -> "Moved Permanently";
      case 302 -> "Moved Temporarily";
      case 303 -> "See Other";
      case 307 -> "Temporary Redirect";
      case 308 -> "Permanent Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Authorization Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Not Allowed";
      case 408 -> "Request Time-out";
      case 413 -> "Request Entity Too Large";
      case 414 -> "Request-URI Too Large";
      case 417 -> "Expectation Failed";
      case 421 -> "Misdirected Request";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Temporarily Unavailable";
      case 504 -> "Gateway Time-out";
      case 505 -> "HTTP Version Not Supported";
      case 508 -> "Loop Detected";
      default -> "";
    };
  }

  /** Who asks whether Naru serves hears so, without a body (behaviour 28). */
  public static Reply healthy() {
    return new Reply(200, Fields.of(), "", false);
  }

  /** A redirect's reply: the Location as it is given, and the page that goes with it. */
  public static Reply redirect(int status, String location) {
    Fields fields = Fields.of("Content-Type", "text/html", "Location", location);
    return new Reply(status, fields, page(status + " " + phrase(status)), false);
  }

  /** The page that users know, to the byte (behaviour 10, 36): some match on it. */
  private static String page(String title) {
    return "<html>\r\n<head><title>"
        + title
        + "</title></head>\r\n<body>\r\n<center><h1>"
        + title
        + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
  }

  private static Fields grpcFields(int status, Fault fault) {
    Fields fields = Fields.of("content-type", "application/grpc");
    fields.addAll(grpcTrailers(status, fault));
    return fields;
  }

  /** What ends the response to a gRPC call whose head is out already. */
  public static Fields grpcTrailers(Fault fault) {
    return grpcTrailers(status(fault), fault);
  }

  private static Fields grpcTrailers(int status, Fault fault) {
    String code = Integer.toString(grpcStatus(status, fault));
    return Fields.of("grpc-status", code, "grpc-message", fault.cause());
  }

  /** gRPC's own codes (grpc/doc/statuscodes.md, http-grpc-status-mapping.md). */
  private static int grpcStatus(int status, Fault fault) {
    if (fault instanceof Fault.Upstream u && status == 504) {
      return u == Fault.Upstream.CONNECT_TIMEOUT ? 14 : 4;
    }
    return switch (status) {
      case 400 -> 13;
      case 401 -> 16;
      case 403 -> 7;
      case 404, 405, 501, 505 -> 12;
      case 408, 499 -> 1;
      case 413, 414 -> 8;
      case 429, 502, 503, 504 -> 14;
      default -> 2;
    };
  }
}
