package io.naru.proxy.h1;

import io.naru.proxy.head.Fields;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.head.Syntax;
import java.util.Optional;

/**
 * Marks the field lines of a head that stands whole in a block's array (RFC 9112 section 5). Those
 * of an endpoint are put right in their place before.
 */
final class FieldLines {
  private static final int MAX_FIELDS = 1000;

  private FieldLines() {}

  /**
   * Marks every line from {@code at} on; the array ends with the block's empty line, and each line
   * with CR LF. A client's fields are taken out if their names are not letters, digits and dashes
   * (catalogue C5), an endpoint's if they are no tokens.
   *
   * @return why the lines are refused
   */
  static Optional<String> mark(Fields fields, int at, Strictness strictness) {
    boolean lenient = strictness == Strictness.ENDPOINT;
    byte[] bytes = fields.bytes();
    int line = at;
    int last = fields.length() - 2;
    while (line < last) {
      if (fields.count() == MAX_FIELDS) {
        return Optional.of("more than " + MAX_FIELDS + " fields");
      }
      int colon = lenient ? moveColon(bytes, line) : colon(bytes, line);
      if (!Syntax.isVisible(bytes, line, colon)) {
        return Optional.of("a line that is no field, or white space before its colon");
      }
      int end = lenient ? unfold(bytes, colon) : lineEnd(bytes, colon);
      if (!mark(fields, line, colon, end, lenient)) {
        return Optional.of("a control byte in a field value");
      }
      line = end + 2;
    }
    return Optional.empty();
  }

  /** Marks one line, unless there are control bytes in its value. */
  private static boolean mark(Fields fields, int line, int colon, int end, boolean lenient) {
    byte[] bytes = fields.bytes();
    int from = skipSpace(bytes, colon + 1, end);
    int to = trimSpace(bytes, from, end);
    if (!Syntax.isValue(bytes, from, to)) {
      return lenient
          && blankControls(bytes, line, colon, end)
          && mark(fields, line, colon, end, true);
    }
    fields.mark(line, colon, from, to);
    if (lenient ? !Syntax.isToken(bytes, line, colon) : !Syntax.isPlainName(bytes, line, colon)) {
      fields.remove(fields.count() - 1);
    }
    return true;
  }

  /** The first colon of the line, or where the line ends without one. */
  private static int colon(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] != ':' && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  /**
   * A proxy takes white space before a response's colon out (RFC 9112 section 5.1): both change
   * places.
   *
   * @return as {@link #colon}
   */
  private static int moveColon(byte[] bytes, int line) {
    int colon = colon(bytes, line);
    int nameEnd = trimSpace(bytes, line, colon);
    if (nameEnd < colon && bytes[colon] == ':') {
      bytes[colon] = ' ';
      bytes[nameEnd] = ':';
      return nameEnd;
    }
    return colon;
  }

  /**
   * A proxy writes blanks for the folds of a response's line (RFC 9112 section 5.2).
   *
   * @return as {@link #lineEnd}, of the last of the lines that are one
   */
  private static int unfold(byte[] bytes, int from) {
    int end = lineEnd(bytes, from);
    while (isSpace(bytes[end + 2])) {
      bytes[end] = ' ';
      bytes[end + 1] = ' ';
      end = lineEnd(bytes, end + 2);
    }
    return end;
  }

  /** Control bytes in a value become blanks, but not where it frames the body. */
  private static boolean blankControls(byte[] bytes, int line, int colon, int end) {
    return switch (KnownField.of(bytes, line, colon)) {
      case CONTENT_LENGTH, TRANSFER_ENCODING -> false;
      default -> Syntax.blankControls(bytes, colon + 1, end);
    };
  }

  /** Where the CR of the line's end stands; the scan has seen that each LF has one. */
  private static int lineEnd(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] != '\n') {
      i++;
    }
    return i - 1;
  }

  private static int skipSpace(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && isSpace(bytes[i])) {
      i++;
    }
    return i;
  }

  private static int trimSpace(byte[] bytes, int from, int to) {
    int i = to;
    while (i > from && isSpace(bytes[i - 1])) {
      i--;
    }
    return i;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }
}
