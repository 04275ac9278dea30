package io.naru.proxy.h1;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Authority;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.head.Method;
import io.naru.proxy.head.Syntax;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Optional;

/** Reads a whole request head (RFC 9112 section 3) into a {@link Head}: strictly, or not at all. */
final class RequestHead {
  private static final byte[] HTTP = Ascii.bytes("HTTP/");
  private static final byte[] HTTP_URI = Ascii.bytes("http://");
  private static final byte[] HTTPS_URI = Ascii.bytes("https://");

  private static final byte[] CONTINUE = Ascii.bytes("100-continue");

  private RequestHead() {}

  /**
   * Takes {@code size} bytes that end with the empty line.
   *
   * @return why the request is refused; the head is of no use then
   */
  static Optional<Fault> read(ByteBuf in, int size, Head head) {
    head.clear();
    Fields fields = head.fields();
    int start = fields.claim(size);
    in.readBytes(fields.bytes(), start, size);
    int lineEnd = endOfLine(fields.bytes(), start);
    Optional<Fault> fault = startLine(head, start, lineEnd);
    if (fault.isPresent()) {
      return fault;
    }
    Optional<String> bad = FieldLines.mark(fields, lineEnd + 2, Strictness.CLIENT);
    if (bad.isPresent()) {
      return Optional.of(new Fault.BadRequest(bad.get()));
    }
    return authority(head)
        .<Fault>map(Fault.BadRequest::new)
        .or(() -> RequestFraming.decide(head))
        .or(() -> refusedMethod(head))
        .or(() -> expectation(head))
        .or(() -> nominations(head));
  }

  private static int endOfLine(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] != '\n') {
      i++;
    }
    return i - 1;
  }

  private static Optional<Fault> startLine(Head head, int from, int to) {
    byte[] bytes = head.bytes();
    int method = nextSpace(bytes, from, to);
    int target = nextSpace(bytes, method + 1, to);
    if (target >= to || !Syntax.isMethod(bytes, from, method)) {
      return bad("a request line that is not METHOD target HTTP/1.x");
    }
    Optional<Fault> version = version(head, target + 1, to);
    if (version.isPresent()) {
      return version;
    }
    if (!Syntax.isTarget(bytes, method + 1, target)) {
      return bad("a byte that no request target has");
    }
    head.method(from, method);
    return target(head, method + 1, target);
  }

  private static int nextSpace(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != ' ') {
      i++;
    }
    return i;
  }

  private static Optional<Fault> version(Head head, int from, int to) {
    byte[] bytes = head.bytes();
    boolean shaped =
        to - from == 8
            && Arrays.equals(bytes, from, from + 5, HTTP, 0, 5)
            && isDigit(bytes[from + 5])
            && bytes[from + 6] == '.'
            && isDigit(bytes[from + 7]);
    if (!shaped) {
      return bad("a request line that is not METHOD target HTTP/1.x");
    }
    int minor = bytes[from + 7] - '0';
    if (bytes[from + 5] != '1' || minor > 1) {
      return Optional.of(Fault.Refusal.VERSION_NOT_SUPPORTED);
    }
    head.version(minor == 0 ? Head.Version.HTTP_1_0 : Head.Version.HTTP_1_1);
    return Optional.empty();
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Origin form, or absolute form that becomes origin form; asterisk form for OPTIONS. */
  private static Optional<Fault> target(Head head, int from, int to) {
    byte[] bytes = head.bytes();
    if (bytes[from] == '/' || isAsterisk(head, from, to)) {
      head.target(from, to);
      return Optional.empty();
    }
    int scheme = schemeLength(bytes, from, to);
    if (scheme == 0) {
      return bad("a request target that is neither a path nor an http URL");
    }
    int path = from + scheme;
    while (path < to && bytes[path] != '/' && bytes[path] != '?') {
      path++;
    }
    int hostEnd = Authority.hostEnd(bytes, from + scheme, path);
    if (hostEnd < 0) {
      return bad("a request target without a valid authority");
    }
    head.authority(from + scheme, path, hostEnd);
    originForm(head, from, path, to);
    return Optional.empty();
  }

  private static boolean isAsterisk(Head head, int from, int to) {
    return to - from == 1 && head.bytes()[from] == '*' && head.method() == Method.OPTIONS;
  }

  private static int schemeLength(byte[] bytes, int from, int to) {
    if (to - from > 7 && Ascii.equalsIgnoreCase(bytes, from, from + 7, HTTP_URI)) {
      return 7;
    }
    return to - from > 8 && Ascii.equalsIgnoreCase(bytes, from, from + 8, HTTPS_URI) ? 8 : 0;
  }

  /**
   * The target from the path on. A URL without a path gets its slash in the room that its scheme
   * leaves: over the scheme itself, or behind the authority, which moves up by one byte.
   */
  private static void originForm(Head head, int from, int path, int to) {
    byte[] bytes = head.bytes();
    if (path == to) {
      bytes[from] = '/';
      head.target(from, from + 1);
    } else if (bytes[path] == '/') {
      head.target(path, to);
    } else {
      int start = head.authorityStart();
      System.arraycopy(bytes, start, bytes, start - 1, path - start);
      head.authority(start - 1, path - 1, head.hostEnd() - 1);
      bytes[path - 1] = '/';
      head.target(path - 1, to);
    }
  }

  /** Host exactly once, valid, and the same as the URL's if that was absolute (catalogue C11). */
  private static Optional<String> authority(Head head) {
    Fields fields = head.fields();
    int host = fields.indexOf(KnownField.HOST, 0);
    if (host < 0) {
      return head.version() == Head.Version.HTTP_1_1
          ? Optional.of("no Host field")
          : Optional.empty();
    }
    if (fields.indexOf(KnownField.HOST, host + 1) >= 0) {
      return Optional.of("more than one Host field");
    }
    int from = fields.valueStart(host);
    int to = fields.valueEnd(host);
    int hostEnd = Authority.hostEnd(head.bytes(), from, to);
    if (hostEnd < 0) {
      return Optional.of("an invalid Host field");
    }
    if (head.authorityEnd() > 0 && !sameAuthority(head, from, to)) {
      return Optional.of("a Host field that differs from the request target's");
    }
    head.authority(from, to, hostEnd);
    return Optional.empty();
  }

  private static boolean sameAuthority(Head head, int from, int to) {
    byte[] bytes = head.bytes();
    return Authority.same(bytes, head.authorityStart(), head.authorityEnd(), bytes, from, to);
  }

  private static Optional<Fault> refusedMethod(Head head) {
    return switch (head.method()) {
      case CONNECT -> bad("CONNECT, which only a forward proxy serves");
      case TRACE -> Optional.of(Fault.Refusal.METHOD_NOT_ALLOWED);
      default -> Optional.empty();
    };
  }

  /** Only 100-continue is known (RFC 9110 section 10.1.1); HTTP/1.0 knows no expectation. */
  private static Optional<Fault> expectation(Head head) {
    Fields fields = head.fields();
    boolean met = true;
    for (int i = fields.indexOf(KnownField.EXPECT, 0);
        i >= 0;
        i = fields.indexOf(KnownField.EXPECT, i + 1)) {
      met &=
          Ascii.equalsIgnoreCase(
              fields.bytes(), fields.valueStart(i), fields.valueEnd(i), CONTINUE);
    }
    return met || head.version() == Head.Version.HTTP_1_0
        ? Optional.empty()
        : Optional.of(Fault.Refusal.EXPECTATION_FAILED);
  }

  private static Optional<Fault> nominations(Head head) {
    return ConnectionField.removeNominated(head.fields())
        ? Optional.empty()
        : bad("more connection options than a request has");
  }

  private static Optional<Fault> bad(String reason) {
    return Optional.of(new Fault.BadRequest(reason));
  }
}
