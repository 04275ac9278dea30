package io.naru.proxy.match;

import java.util.Map;

/**
 * Writes an expression for {@code java.util.regex} so that it means what it means in PCRE: inside a
 * class, {@code [} and {@code &&} are ordinary there, and {@code [:alpha:]} is not.
 */
final class JavaSyntax {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("alnum", "Alnum"),
          Map.entry("alpha", "Alpha"),
          Map.entry("ascii", "ASCII"),
          Map.entry("blank", "Blank"),
          Map.entry("cntrl", "Cntrl"),
          Map.entry("digit", "Digit"),
          Map.entry("graph", "Graph"),
          Map.entry("lower", "Lower"),
          Map.entry("print", "Print"),
          Map.entry("punct", "Punct"),
          Map.entry("space", "Space"),
          Map.entry("upper", "Upper"),
          Map.entry("xdigit", "XDigit"));

  private static final java.util.regex.Pattern FREE_SPACING =
      java.util.regex.Pattern.compile("\\(\\?[a-zA-Z-]*x");

  private JavaSyntax() {}

  /**
   * Whether the expression uses what would make it read otherwise than it was measured: quoting
   * with {@code \\Q}, or the flag {@code x}.
   */
  static boolean hides(String text) {
    return text.contains("\\Q") || FREE_SPACING.matcher(text).find();
  }

  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    int i = 0;
    while (i < text.length()) {
      i = copy(text, i, out);
    }
    return out.toString();
  }

  private static int copy(String text, int i, StringBuilder out) {
    if (text.charAt(i) == '\\') {
      int end = CharacterClass.escapeEnd(text, i);
      out.append(text, i, end);
      return end;
    }
    if (text.startsWith("(?P<", i)) {
      out.append("(?<");
      return i + 4;
    }
    if (text.charAt(i) == '[') {
      return copyClass(text, i, out);
    }
    out.append(text.charAt(i));
    return i + 1;
  }

  private static int copyClass(String text, int open, StringBuilder out) {
    int end = CharacterClass.end(text, open + 1);
    int i = CharacterClass.first(text, open + 1);
    boolean bracketFirst = text.charAt(i - 1) == ']';
    out.append(text, open, bracketFirst ? i - 1 : i).append(bracketFirst ? "\\]" : "");
    while (i < end - 1) {
      int next = CharacterClass.next(text, i);
      out.append(member(text.substring(i, next)));
      i = next;
    }
    out.append(text, i, end);
    return end;
  }

  private static String member(String member) {
    if (member.equals("[") || member.equals("&")) {
      return "\\" + member;
    }
    if (!member.startsWith("[:")) {
      return member;
    }
    boolean negated = member.charAt(2) == '^';
    String name = member.substring(negated ? 3 : 2, member.length() - 2);
    if (name.equals("word")) {
      return negated ? "\\W" : "\\w";
    }
    return (negated ? "\\P{" : "\\p{") + NAMES.getOrDefault(name, name) + "}";
  }
}
