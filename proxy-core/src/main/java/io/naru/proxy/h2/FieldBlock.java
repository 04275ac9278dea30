package io.naru.proxy.h2;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Syntax;
import io.netty.handler.codec.EmptyHeaders;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/**
 * One header block while it is decoded: each field is checked and written straight into a block of
 * lines, so that no object is made of it. What is wrong with the block is kept until its stream is
 * known, because only an existing stream can be reset.
 */
abstract class FieldBlock extends EmptyHeaders<CharSequence, CharSequence, Http2Headers>
    implements PseudoHeaders {
  private int maxField;
  private String problem = "";
  private boolean tooLarge;
  private int count;

  /**
   * Forgets the block before.
   *
   * @param field bytes of one field's name and value
   */
  void begin(int field) {
    maxField = field;
    problem = "";
    tooLarge = false;
    count = 0;
  }

  /** Why the block is malformed (RFC 9113 section 8.1.1); empty if it is not. */
  final String problem() {
    return problem;
  }

  /** Whether one field is over its limit. */
  final boolean isTooLarge() {
    return tooLarge;
  }

  /** Notes the first thing that is wrong. */
  final void reject(String reason) {
    if (problem.isEmpty()) {
      problem = reason;
    }
  }

  @Override
  public final int size() {
    return count;
  }

  @Override
  public final Http2Headers add(CharSequence name, CharSequence value) {
    count++;
    if (name.length() + value.length() > maxField) {
      tooLarge = true;
    } else if (problem.isEmpty() && !tooLarge) {
      accept((AsciiString) name, (AsciiString) value);
    }
    return this;
  }

  private void accept(AsciiString name, AsciiString value) {
    if (name.isEmpty()) {
      reject("an empty field name");
    } else if (name.byteAt(0) == ':') {
      pseudo(name, value);
    } else {
      named(name, value);
    }
  }

  private void named(AsciiString name, AsciiString value) {
    switch (FieldName.kind(name)) {
      case PLAIN -> field(name, value);
      case TOKEN -> oddField(name, value);
      case OTHER -> {}
      case MALFORMED -> reject("an upper-case letter, colon or control byte in a field name");
    }
  }

  /** A pseudo-header, of whatever name. */
  abstract void pseudo(AsciiString name, AsciiString value);

  /** A field whose name is lower-case letters, digits and dashes. */
  abstract void field(AsciiString name, AsciiString value);

  /** A field whose name is a lower-case token with other characters in it. */
  abstract void oddField(AsciiString name, AsciiString value);

  /** Appends a line, its value without surrounding white space; false if a byte is wrong in it. */
  final boolean append(Fields fields, AsciiString name, AsciiString value) {
    byte[] source = value.array();
    int from = value.arrayOffset();
    int to = from + value.length();
    while (from < to && isSpace(source[from])) {
      from++;
    }
    while (from < to && isSpace(source[to - 1])) {
      to--;
    }
    if (!Syntax.isValue(source, from, to)) {
      reject("a control byte in a field value");
      return false;
    }
    int n = name.length();
    int v = to - from;
    int at = fields.claim(n + v + 4);
    byte[] bytes = fields.bytes();
    System.arraycopy(name.array(), name.arrayOffset(), bytes, at, n);
    bytes[at + n] = ':';
    bytes[at + n + 1] = ' ';
    System.arraycopy(source, from, bytes, at + n + 2, v);
    bytes[at + n + 2 + v] = '\r';
    bytes[at + n + 3 + v] = '\n';
    fields.mark(at, at + n, at + n + 2, at + n + 2 + v);
    return true;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }
}
