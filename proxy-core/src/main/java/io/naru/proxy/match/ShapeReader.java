package io.naru.proxy.match;

/**
 * Reads the shape of an expression, before an engine sees it. It need not know whether the
 * expression is valid: whatever it takes for an ordinary character is at worst refused later.
 */
final class ShapeReader {
  private final String text;
  private int at;

  private ShapeReader(String text) {
    this.text = text;
  }

  static ExpressionShape read(String text) {
    ShapeReader reader = new ShapeReader(text);
    ExpressionShape shape = reader.alternatives(0);
    while (reader.at < text.length()) {
      reader.at++;
      shape = shape.then(reader.alternatives(0));
    }
    return shape;
  }

  /** Up to the closing bracket, which stays unread. What is nested too deep is not read further. */
  private ExpressionShape alternatives(int depth) {
    ExpressionShape shape = sequence(depth);
    while (next('|')) {
      shape = shape.or(sequence(depth));
    }
    return shape;
  }

  private ExpressionShape sequence(int depth) {
    ExpressionShape shape = ExpressionShape.EMPTY;
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      shape = shape.then(quantified(atom(depth)));
    }
    return shape;
  }

  private boolean next(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private boolean next(String prefix) {
    boolean there = text.startsWith(prefix, at);
    at += there ? prefix.length() : 0;
    return there;
  }

  private ExpressionShape quantified(ExpressionShape atom) {
    ExpressionShape shape = atom;
    while (at < text.length()) {
      if (next('?')) {
        shape = shape.repeated(0, 1);
      } else if (next('*')) {
        shape = shape.repeated(0, 1);
      } else if (next('+')) {
        shape = shape.repeated(1, 1);
      } else {
        int end = Braces.end(text, at);
        if (end < 0) {
          return shape;
        }
        shape = Braces.repeat(shape, text.substring(at + 1, end));
        at = end + 1;
      }
    }
    return shape;
  }

  private ExpressionShape atom(int depth) {
    char c = text.charAt(at++);
    return switch (c) {
      case '(' -> group(depth);
      case '[' -> {
        at = CharacterClass.end(text, at);
        yield ExpressionShape.BYTE;
      }
      case '\\' -> escape();
      case '^', '$' -> ExpressionShape.ASSERTION;
      default -> ExpressionShape.BYTE;
    };
  }

  private ExpressionShape group(int depth) {
    if (depth > Expressions.MAX_DEPTH) {
      at = text.length();
      return ExpressionShape.EMPTY.grouped();
    }
    boolean looks = next("?=") || next("?!") || next("?<=") || next("?<!");
    if (!looks && next('?')) {
      skipHead();
    }
    ExpressionShape shape = alternatives(depth + 1);
    next(')');
    return looks ? shape.looked() : shape.grouped();
  }

  /** Flags, a name, the mark of an atomic group. */
  private void skipHead() {
    while (at < text.length() && "):>".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at < text.length() && text.charAt(at) != ')') {
      at++;
    }
  }

  private ExpressionShape escape() {
    if (at == text.length()) {
      return ExpressionShape.BYTE;
    }
    char c = text.charAt(at++);
    if (c == 'Q') {
      int end = text.indexOf("\\E", at);
      int from = at;
      at = end < 0 ? text.length() : end + 2;
      return new ExpressionShape((end < 0 ? at : end) - from, false, 1, 0);
    }
    if (c == 'c') {
      at = Math.min(at + 1, text.length());
    }
    if ("xpPogkNb".indexOf(c) >= 0 && at < text.length() && "{<".indexOf(text.charAt(at)) >= 0) {
      int end = text.indexOf(text.charAt(at) == '{' ? '}' : '>', at);
      at = end < 0 ? text.length() : end + 1;
    }
    boolean reads = "bBAzZGKEgk123456789".indexOf(c) < 0;
    return reads ? ExpressionShape.BYTE : ExpressionShape.ASSERTION;
  }
}
