package io.naru.proxy.h2;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Authority;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.head.Method;
import io.naru.proxy.head.Syntax;
import io.netty.util.AsciiString;
import java.util.Optional;

/**
 * A request head while it is decoded (RFC 9113 sections 8.2 and 8.3.1). The authority becomes the
 * head's one host line, and the crumbs of a cookie become one field again, so that every reader of
 * the head finds what HTTP/1.1 would have brought. One for all connections of a loop: a block is
 * decoded and taken before the next one of any connection.
 */
final class RequestBlock extends FieldBlock {
  private static final int METHOD = 1;
  private static final int SCHEME = 2;
  private static final int PATH = 4;
  private static final int AUTHORITY = 8;
  private static final AsciiString HOST = AsciiString.cached("host");
  private static final AsciiString COOKIE = AsciiString.cached("cookie");
  private static final byte[] TRAILERS = Ascii.bytes("trailers");
  private static final long CONNECTION_SPECIFIC =
      KnownField.bits(
          KnownField.CONNECTION,
          KnownField.KEEP_ALIVE,
          KnownField.PROXY_CONNECTION,
          KnownField.TRANSFER_ENCODING,
          KnownField.UPGRADE);

  private final Heads heads;
  private Head head;
  private int seen;
  private AsciiString authority = AsciiString.EMPTY_STRING;
  private AsciiString host = AsciiString.EMPTY_STRING;
  private AsciiString cookie = AsciiString.EMPTY_STRING;
  private boolean fieldsBegun;

  RequestBlock(Heads heads) {
    this.heads = heads;
    this.head = heads.take();
  }

  @Override
  void begin(int field) {
    super.begin(field);
    head.clear();
    head.version(Head.Version.HTTP_2);
    seen = 0;
    authority = AsciiString.EMPTY_STRING;
    host = AsciiString.EMPTY_STRING;
    cookie = AsciiString.EMPTY_STRING;
    fieldsBegun = false;
  }

  /** Hands the head over; the next block gets another one. */
  Head take() {
    Head taken = head;
    head = heads.take();
    return taken;
  }

  Head head() {
    return head;
  }

  @Override
  void pseudo(AsciiString name, AsciiString value) {
    int kind = pseudoKind(name);
    if (kind == 0 || (seen & kind) != 0 || fieldsBegun) {
      reject("a pseudo-header that is unknown, repeated or late");
      return;
    }
    seen |= kind;
    switch (kind) {
      case METHOD -> method(value);
      case SCHEME -> scheme(value);
      case PATH -> path(value);
      default -> authority = value;
    }
  }

  private static int pseudoKind(AsciiString name) {
    return switch (name.toString()) {
      case ":method" -> METHOD;
      case ":scheme" -> SCHEME;
      case ":path" -> PATH;
      case ":authority" -> AUTHORITY;
      default -> 0;
    };
  }

  private int put(AsciiString value) {
    int from = value.arrayOffset();
    return head.fields().append(value.array(), from, from + value.length());
  }

  private void method(AsciiString value) {
    int at = put(value);
    if (!Syntax.isToken(head.bytes(), at, at + value.length())) {
      reject("a method that is no token");
    }
    head.method(at, at + value.length());
  }

  private void scheme(AsciiString value) {
    if (!value.contentEqualsIgnoreCase("http") && !value.contentEqualsIgnoreCase("https")) {
      reject("a scheme other than http and https");
    }
  }

  private void path(AsciiString value) {
    int at = put(value);
    if (!Syntax.isTarget(head.bytes(), at, at + value.length())) {
      reject("a path that is empty, or has a space, a fragment or a control byte");
    }
    head.target(at, at + value.length());
  }

  @Override
  void field(AsciiString name, AsciiString value) {
    fieldsBegun = true;
    if (name.contentEquals(HOST)) {
      host(value);
    } else if (name.contentEquals(COOKIE)) {
      cookie = cookie.isEmpty() ? value : cookie.concat("; ").concat(value);
    } else if (append(head.fields(), name, value)) {
      check(head.fields().count() - 1);
    }
  }

  /** Silently left out, as upstream does with all names but the plain ones (catalogue C5). */
  @Override
  void oddField(AsciiString name, AsciiString value) {
    fieldsBegun = true;
  }

  private void host(AsciiString value) {
    if (!host.isEmpty() || !isValue(value)) {
      reject("more than one host, or a control byte in it");
    }
    host = value;
  }

  private static boolean isValue(AsciiString value) {
    int from = value.arrayOffset();
    return Syntax.isValue(value.array(), from, from + value.length());
  }

  private void check(int i) {
    Fields fields = head.fields();
    int known = fields.known(i);
    if (known == KnownField.TE.code()) {
      if (!Ascii.equalsIgnoreCase(
          fields.bytes(), fields.valueStart(i), fields.valueEnd(i), TRAILERS)) {
        reject("a te field other than trailers");
      }
    } else if (known == KnownField.CONTENT_LENGTH.code()) {
      contentLength(i);
    } else if ((CONNECTION_SPECIFIC >>> known & 1) != 0) {
      reject("a field that is specific to a connection");
    }
  }

  private void contentLength(int i) {
    Fields fields = head.fields();
    long value = Syntax.decimal(fields.bytes(), fields.valueStart(i), fields.valueEnd(i));
    if (value < 0 || head.contentLength() >= 0) {
      reject("a content-length that is not one number");
    }
    head.contentLength(value);
  }

  /**
   * Checks the whole block, after its last field.
   *
   * @return why the request is answered instead of served, where {@link #problem} is empty
   */
  Optional<Fault> finish(boolean end) {
    boolean connect = head.method() == Method.CONNECT;
    int needed = connect ? METHOD : METHOD | SCHEME | PATH;
    if ((seen & needed) != needed) {
      reject("a pseudo-header that is missing");
    }
    if (end && head.contentLength() > 0) {
      reject("no body, and a content-length");
    }
    if (!problem().isEmpty()) {
      return Optional.empty();
    }
    head.bodyLength(end ? 0 : head.contentLength());
    if (connect || head.method() == Method.TRACE) {
      return Optional.of(Fault.Refusal.METHOD_NOT_ALLOWED);
    }
    lastFields();
    return refusal().map(Fault.BadRequest::new);
  }

  private void lastFields() {
    if (!cookie.isEmpty()) {
      append(head.fields(), COOKIE, cookie);
    }
    AsciiString effective = authority.isEmpty() ? host : authority;
    if (append(head.fields(), HOST, effective)) {
      Fields fields = head.fields();
      int from = fields.valueStart(fields.count() - 1);
      int to = fields.valueEnd(fields.count() - 1);
      head.authority(from, to, Authority.hostEnd(fields.bytes(), from, to));
    }
  }

  private Optional<String> refusal() {
    byte[] bytes = head.bytes();
    int from = head.targetStart();
    boolean asterisk =
        head.targetEnd() == from + 1 && bytes[from] == '*' && head.method() == Method.OPTIONS;
    if (bytes[from] != '/' && !asterisk) {
      return Optional.of("a path that does not begin with a slash");
    }
    if (!Syntax.isMethod(bytes, head.methodStart(), head.methodEnd())) {
      return Optional.of("a method that is not upper-case");
    }
    if (head.hostEnd() < 0) {
      return Optional.of("an authority that is missing or invalid");
    }
    if (!host.isEmpty() && !authority.isEmpty() && !authority.contentEqualsIgnoreCase(host)) {
      return Optional.of("a host field that differs from the authority");
    }
    return Optional.empty();
  }
}
