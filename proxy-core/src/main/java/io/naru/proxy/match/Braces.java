package io.naru.proxy.match;

/** The counted quantifier of expressions: {@code {n}}, {@code {n,}}, {@code {n,m}}. */
final class Braces {
  private Braces() {}

  /** Where the quantifier that opens at {@code at} closes; -1 if none opens there. */
  static int end(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '{') {
      return -1;
    }
    int i = at + 1;
    while (i < text.length() && (isDigit(text.charAt(i)) || text.charAt(i) == ',')) {
      i++;
    }
    return i > at + 1 && i < text.length() && text.charAt(i) == '}' ? i : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The shape with the quantifier's copies. */
  static ExpressionShape repeat(ExpressionShape shape, String counts) {
    int comma = counts.indexOf(',');
    int least = number(comma < 0 ? counts : counts.substring(0, comma));
    int most = comma < 0 ? least : number(counts.substring(comma + 1));
    return shape.repeated(least, Math.max(1, Math.max(least + 1, most)));
  }

  /** Saturates: whatever has more digits is too large anyway. */
  private static int number(String digits) {
    String clean = digits.replace(",", "");
    return clean.isEmpty() ? 0 : clean.length() > 6 ? 1_000_000 : Integer.parseInt(clean);
  }
}
