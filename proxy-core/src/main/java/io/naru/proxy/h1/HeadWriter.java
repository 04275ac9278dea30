package io.naru.proxy.h1;

import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.KnownField;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes heads. Accepted field lines are copied as ranges, as long as possible; start lines, line
 * ends, framing and hop-by-hop fields are always written anew (DESIGN 3.1).
 */
final class HeadWriter {
  private static final byte[] VERSION_AND_HOST = Ascii.bytes(" HTTP/1.1\r\nHost: ");
  private static final byte[] CRLF = Ascii.bytes("\r\n");
  private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
  private static final byte[] LENGTH = Ascii.bytes("Content-Length: ");
  private static final byte[] OK = Ascii.bytes("HTTP/1.1 200 OK\r\n");
  private static final byte[] CLOSE = Ascii.bytes("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = Ascii.bytes("Connection: keep-alive\r\n");

  /** Never copied from a message, whatever the edits say. */
  private static final long OURS =
      KnownField.HOP_BY_HOP
          | KnownField.bits(KnownField.HOST, KnownField.CONTENT_LENGTH, KnownField.EXPECT);

  private HeadWriter() {}

  /** How the end of a written body will be known. */
  enum Framing {
    /** No body, and nothing said about one. */
    NONE,
    LENGTH,
    CHUNKED,
    /** By the connection's end: responses to HTTP/1.0 clients. */
    CLOSE
  }

  static void request(ByteBuf out, Head head, HeadEdits edits, Framing framing) {
    byte[] bytes = head.bytes();
    out.ensureWritable(head.fields().length() + 1024);
    out.writeBytes(bytes, head.methodStart(), head.methodEnd() - head.methodStart());
    out.writeByte(' ');
    edits
        .target()
        .ifPresentOrElse(
            out::writeBytes,
            () -> out.writeBytes(bytes, head.targetStart(), head.targetEnd() - head.targetStart()));
    host(out, head, edits);
    fields(out, head.fields(), edits);
    framing(out, framing, head.bodyLength());
    out.writeBytes(CRLF);
  }

  /** A request of HTTP/1.0 may have had no authority; then Host is empty, as RFC 9112 3.2 asks. */
  private static void host(ByteBuf out, Head head, HeadEdits edits) {
    out.writeBytes(VERSION_AND_HOST);
    int start = head.authorityStart();
    edits
        .authority()
        .ifPresentOrElse(
            out::writeBytes,
            () -> out.writeBytes(head.bytes(), start, head.authorityEnd() - start));
    out.writeBytes(CRLF);
  }

  /**
   * Writes a final or informational response head.
   *
   * @param length what content-length says where the framing is {@link Framing#LENGTH}
   */
  static void response(ByteBuf out, Head head, HeadEdits edits, Framing framing, long length) {
    out.ensureWritable(head.fields().length() + 512);
    statusLine(out, head);
    fields(out, head.fields(), edits);
    framing(out, framing, length);
  }

  /** Ends a response head, saying whether the connection goes on where that is not the default. */
  static void end(ByteBuf out, boolean persists, Head.Version clientVersion) {
    if (!persists) {
      out.writeBytes(CLOSE);
    } else if (clientVersion == Head.Version.HTTP_1_0) {
      out.writeBytes(KEEP_ALIVE);
    }
    out.writeBytes(CRLF);
  }

  private static void statusLine(ByteBuf out, Head head) {
    if (head.status() == 200) {
      out.writeBytes(OK);
      return;
    }
    statusLine(out, head.status());
    int reason = head.reasonEnd() - head.reasonStart();
    if (reason > 0) {
      out.writeBytes(head.bytes(), head.reasonStart(), reason);
    } else {
      ByteBufUtil.writeAscii(out, FaultResponse.phrase(head.status()));
    }
    out.writeBytes(CRLF);
  }

  private static void statusLine(ByteBuf out, int status) {
    ByteBufUtil.writeAscii(out, "HTTP/1.1 ");
    ByteBufUtil.writeAscii(out, Integer.toString(status));
    out.writeByte(' ');
  }

  /** A start line and fields of our own making, without the end. */
  static void reply(ByteBuf out, int status, Fields fields, long length) {
    statusLine(out, status);
    ByteBufUtil.writeAscii(out, FaultResponse.phrase(status));
    out.writeBytes(CRLF);
    lines(out, fields);
    framing(out, isBodiless(status) ? Framing.NONE : Framing.LENGTH, length);
  }

  /** Whether no body follows that status, whatever the request was (RFC 9110 section 15). */
  static boolean isBodiless(int status) {
    return status < 200 || status == 204 || status == 304;
  }

  /** Kept lines in the longest runs that nothing is taken out of, then ours. */
  private static void fields(ByteBuf out, Fields fields, HeadEdits edits) {
    int run = -1;
    for (int i = 0; i < fields.count(); i++) {
      boolean dropped = edits.drops(fields, i, OURS);
      if (dropped && run >= 0) {
        copy(out, fields, run, i - 1);
        run = -1;
      } else if (!dropped && run < 0) {
        run = i;
      }
    }
    if (run >= 0) {
      copy(out, fields, run, fields.count() - 1);
    }
    lines(out, edits.constants());
    lines(out, edits.added());
  }

  private static void copy(ByteBuf out, Fields fields, int first, int last) {
    int from = fields.nameStart(first);
    out.writeBytes(fields.bytes(), from, fields.valueEnd(last) - from);
    out.writeBytes(CRLF);
  }

  private static void lines(ByteBuf out, Fields fields) {
    out.writeBytes(fields.bytes(), 0, fields.length());
  }

  private static void framing(ByteBuf out, Framing framing, long length) {
    switch (framing) {
      case NONE, CLOSE -> {}
      case CHUNKED -> out.writeBytes(CHUNKED);
      case LENGTH -> {
        out.writeBytes(LENGTH);
        ByteBufUtil.writeAscii(out, Long.toString(length));
        out.writeBytes(CRLF);
      }
    }
  }
}
