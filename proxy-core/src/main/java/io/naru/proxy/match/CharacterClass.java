package io.naru.proxy.match;

/** Where a character class of an expression ends, as PCRE reads it. */
final class CharacterClass {
  private CharacterClass() {}

  /** Behind the closing bracket of the class whose content begins at {@code from}. */
  static int end(String text, int from) {
    int i = first(text, from);
    while (i < text.length() && text.charAt(i) != ']') {
      i = next(text, i);
    }
    return Math.min(i + 1, text.length());
  }

  /** Behind the negation and a bracket that stands first and therefore for itself. */
  static int first(String text, int from) {
    int i = text.startsWith("^", from) ? from + 1 : from;
    return text.startsWith("]", i) ? i + 1 : i;
  }

  /** Behind the member that begins at {@code i}: a character, an escape, a {@code [:name:]}. */
  static int next(String text, int i) {
    if (text.charAt(i) == '\\') {
      return escapeEnd(text, i);
    }
    int name = nameEnd(text, i);
    return name < 0 ? i + 1 : name;
  }

  /** Behind the escape that begins at {@code i}; {@code \\c} takes whatever follows it. */
  static int escapeEnd(String text, int i) {
    return Math.min(i + (text.startsWith("c", i + 1) ? 3 : 2), text.length());
  }

  /** Behind the {@code [:name:]} that begins at {@code i}; -1 if none does. */
  static int nameEnd(String text, int i) {
    if (!text.startsWith("[:", i)) {
      return -1;
    }
    int end = text.indexOf(":]", i + 2);
    boolean named = end > 0 && text.substring(i + 2, end).matches("\\^?[a-z]+");
    return named ? end + 2 : -1;
  }
}
