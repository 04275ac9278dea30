package io.naru.proxy.filter;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.PathForms;
import io.naru.proxy.match.Search;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text in which {@code $1} to {@code $9} stand for groups. What a group took is only ever data at
 * its place: in a query it adds no parameter, and in a URL's authority it names no host but what
 * the template leaves open (catalogue H3, H4).
 */
record Template(List<Part> parts) {
  /** Expansion stops a little above this many characters (catalogue H3). */
  static final int MAX_LENGTH = 16 * 1024;

  /** A piece of text, or the number of a group. */
  sealed interface Part {
    record Text(String text) implements Part {}

    record Group(int number, Place place) implements Part {}
  }

  /** Where a group stands, and so what becomes of its text. */
  enum Place {
    /** As it is; the whole is escaped afterwards. */
    DECODED,
    PATH,
    QUERY,
    /** A name, or a part of one. */
    HOST,
    /** Behind a name: only a path may begin there. */
    BEHIND_HOST;

    Optional<String> accept(String taken) {
      return switch (this) {
        case DECODED -> Optional.of(taken);
        case PATH -> Optional.of(Escapes.path(taken));
        case QUERY -> Optional.of(Escapes.query(taken));
        case HOST -> Optional.of(taken).filter(t -> t.matches("[A-Za-z0-9._-]*"));
        case BEHIND_HOST ->
            Optional.of(taken).filter(t -> t.isEmpty() || t.startsWith("/")).map(Escapes::path);
      };
    }
  }

  Template {
    parts = List.copyOf(parts);
  }

  /** A template whose groups all stand at the same kind of place. */
  static Template of(String text, Place place) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i + 1 < text.length(); i++) {
      char digit = text.charAt(i + 1);
      if (text.charAt(i) == '$' && digit >= '1' && digit <= '9') {
        parts.add(text(text.substring(from, i), place));
        parts.add(new Part.Group(digit - '0', place));
        from = i + 2;
        i++;
      }
    }
    parts.add(text(text.substring(from), place));
    return new Template(parts);
  }

  /** Characters are their UTF-8; where nothing is escaped later, they are escaped here. */
  private static Part text(String text, Place place) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String decoded = Ascii.text(bytes, 0, bytes.length);
    return new Part.Text(place == Place.DECODED ? decoded : Escapes.text(decoded));
  }

  /** The template of an absolute URL without query. */
  static Template ofUrl(String url) {
    int host = url.indexOf("://") + 3;
    int slash = url.indexOf('/', host);
    int hostEnd = slash < 0 ? url.length() : slash;
    boolean open = hostEnd > host + 2 && url.substring(host, hostEnd).matches(".*\\$[1-9]");
    List<Part> parts = new ArrayList<>();
    parts.addAll(of(url.substring(0, open ? hostEnd - 2 : hostEnd), Place.HOST).parts);
    parts.addAll(of(url.substring(open ? hostEnd - 2 : hostEnd, hostEnd), Place.BEHIND_HOST).parts);
    parts.addAll(of(url.substring(hostEnd), Place.PATH).parts);
    return new Template(parts);
  }

  /** The text with its groups; empty if what a group took may not stand at its place. */
  Optional<String> fill(Search.Found groups) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      Optional<String> text =
          switch (part) {
            case Part.Text(String t) -> Optional.of(t);
            case Part.Group(int number, Place place) -> place.accept(groups.group(number));
          };
      if (text.isEmpty()) {
        return text;
      }
      out.append(text.get());
      if (out.length() > MAX_LENGTH) {
        break;
      }
    }
    return Optional.of(out.toString());
  }

  /** How decoded text is written in a URL. */
  private static final class Escapes {
    static String path(String decoded) {
      byte[] bytes = PathForms.encode(decoded);
      return Ascii.text(bytes, 0, bytes.length);
    }

    /** Text that is written in escaped form already, but for what no URL can hold. */
    static String text(String escaped) {
      StringBuilder out = new StringBuilder(escaped.length());
      for (int i = 0; i < escaped.length(); i++) {
        char c = escaped.charAt(i);
        out.append(c <= ' ' || c >= 127 ? path(String.valueOf(c)) : String.valueOf(c));
      }
      return out.toString();
    }

    static String query(String decoded) {
      return path(decoded).replace("&", "%26").replace("+", "%2B").replace(";", "%3B");
    }
  }
}
