package io.naru.proxy.h2;

import io.naru.proxy.exchange.Reply;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.head.Method;
import io.netty.util.AsciiString;
import java.util.EnumMap;
import java.util.Map;

/**
 * Turns heads and their edits into header blocks. Fields of one hop never pass, whatever the edits
 * say (RFC 9113 section 8.2.2). One for all connections of a loop: a block is encoded before the
 * next one begins, unless it waits in a queue and is its own.
 */
final class HeadWriter {
  private static final AsciiString STATUS = AsciiString.cached(":status");
  private static final AsciiString METHOD = AsciiString.cached(":method");
  private static final AsciiString SCHEME = AsciiString.cached(":scheme");
  private static final AsciiString AUTHORITY = AsciiString.cached(":authority");
  private static final AsciiString PATH = AsciiString.cached(":path");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final Line TE_TRAILERS =
      new Line(AsciiString.cached("te"), AsciiString.cached("trailers"));
  private static final AsciiString HTTP = AsciiString.cached("http");
  private static final AsciiString HTTPS = AsciiString.cached("https");
  private static final Line[] STATUSES = new Line[1000];
  private static final Map<Method, Line> METHODS = new EnumMap<>(Method.class);

  static {
    for (int i = 100; i < STATUSES.length; i++) {
      STATUSES[i] = new Line(STATUS, AsciiString.cached(Integer.toString(i)));
    }
    for (Method method : Method.values()) {
      METHODS.put(method, new Line(METHOD, AsciiString.cached(method.name())));
    }
  }

  /** Never in a message of HTTP/2, or written anew. */
  private static final long NEVER = KnownField.HOP_BY_HOP | KnownField.HOST.bit();

  private static final long NEVER_IN_REQUEST = NEVER | KnownField.EXPECT.bit();

  private final Lines lines = new Lines();
  private final TrailerWriter trailers = new TrailerWriter(lines);
  private final OutgoingFields out = new OutgoingFields();

  TrailerWriter trailers() {
    return trailers;
  }

  /** A response head. */
  OutgoingFields response(Head head, HeadEdits edits) {
    out.restart();
    out.keep(STATUSES[head.status()]);
    kept(head.fields(), edits, NEVER);
    length(head, edits);
    added(edits);
    return out;
  }

  /** A 1xx head. */
  OutgoingFields informational(Head head) {
    out.restart();
    out.keep(STATUSES[head.status()]);
    block(head.fields(), NEVER | KnownField.CONTENT_LENGTH.bit());
    return out;
  }

  /** The 100 that an expecting client waits for. */
  OutgoingFields goOn() {
    out.restart();
    out.keep(STATUSES[100]);
    return out;
  }

  OutgoingFields reply(Reply reply) {
    out.restart();
    out.keep(STATUSES[reply.status()]);
    block(reply.fields(), NEVER | KnownField.CONTENT_LENGTH.bit());
    if (reply.status() != 204 && reply.status() != 304) {
      length(reply.body().length());
    }
    return out;
  }

  /**
   * A request head.
   *
   * @param secure whether the connection to the endpoint is
   */
  OutgoingFields request(Head head, HeadEdits edits, boolean secure) {
    out.restart();
    if (head.method() == Method.OTHER) {
      out.pass(METHOD, head.bytes(), head.methodStart(), head.methodEnd());
    } else {
      out.keep(METHODS.getOrDefault(head.method(), Line.NONE));
    }
    out.keep(SCHEME, secure ? HTTPS : HTTP);
    byte[] authority = edits.authority().orElse(head.bytes());
    boolean given = edits.authority().isPresent();
    pseudo(
        AUTHORITY,
        authority,
        given ? 0 : head.authorityStart(),
        given ? authority.length : head.authorityEnd());
    target(head, edits);
    kept(head.fields(), edits, NEVER_IN_REQUEST);
    length(head, edits);
    if (head.isGrpc() || asksForTrailers(head.fields())) {
      out.keep(TE_TRAILERS);
    }
    added(edits);
    return out;
  }

  private void target(Head head, HeadEdits edits) {
    byte[] target = edits.target().orElse(head.bytes());
    boolean given = edits.target().isPresent();
    int from = given ? 0 : head.targetStart();
    int to = given ? target.length : head.targetEnd();
    pseudo(PATH, target, from, to);
  }

  private void pseudo(AsciiString name, byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    Line line = lines.find(name, bytes, from, to);
    if (line.isNone()) {
      out.pass(name, bytes, from, to);
    } else {
      out.keep(line);
    }
  }

  private static boolean asksForTrailers(Fields fields) {
    int i = fields.indexOf(KnownField.TE, 0);
    return i >= 0
        && Ascii.equalsIgnoreCase(
            fields.bytes(), fields.valueStart(i), fields.valueEnd(i), TE_TRAILERS.value().array());
  }

  private void kept(Fields fields, HeadEdits edits, long never) {
    for (int i = 0; i < fields.count(); i++) {
      if (!edits.drops(fields, i, never)) {
        field(fields, i);
      }
    }
  }

  /** A length that is known and stands in no line, as after a body was buffered. */
  private void length(Head head, HeadEdits edits) {
    boolean dropped = (edits.dropped() & KnownField.CONTENT_LENGTH.bit()) != 0;
    boolean added = edits.added().has(KnownField.CONTENT_LENGTH);
    if (head.bodyLength() > 0
        && !added
        && (dropped || !head.fields().has(KnownField.CONTENT_LENGTH))) {
      length(head.bodyLength());
    }
  }

  private void length(long value) {
    byte[] digits = Ascii.bytes(Long.toString(value));
    out.pass(CONTENT_LENGTH, digits, 0, digits.length);
  }

  private void added(HeadEdits edits) {
    for (Line line : lines.of(edits.constants())) {
      out.keep(line);
    }
    block(edits.added(), NEVER);
  }

  private void block(Fields fields, long never) {
    for (int i = 0; i < fields.count(); i++) {
      if (!fields.isDropped(i, never)) {
        field(fields, i);
      }
    }
  }

  private void field(Fields fields, int i) {
    Line line = Secrets.hold(fields, i) ? Line.NONE : lines.find(fields, i);
    if (line.isNone()) {
      out.pass(fields, i);
    } else {
      out.keep(line);
    }
  }
}
