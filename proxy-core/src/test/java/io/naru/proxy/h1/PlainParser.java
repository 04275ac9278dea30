package io.naru.proxy.h1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A second opinion on requests, written from RFC 9112 with strings and nothing else: what it does
 * not understand is an exception.
 */
final class PlainParser {
  record Request(String method, String target, List<String> fields, String body) {}

  private String rest;

  private PlainParser(String text) {
    rest = text;
  }

  /** All the requests in the text, which must not end in the middle of one. */
  static List<Request> requests(String text) {
    PlainParser parser = new PlainParser(text);
    List<Request> requests = new ArrayList<>();
    while (!parser.rest.isEmpty()) {
      requests.add(parser.request());
    }
    return requests;
  }

  private Request request() {
    String[] start = line().split(" ", -1);
    if (start.length != 3 || !start[2].equals("HTTP/1.1")) {
      throw new IllegalArgumentException("not a request line: " + String.join(" ", start));
    }
    List<String> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String name = line.substring(0, line.indexOf(':'));
      if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw new IllegalArgumentException("not a name: " + name);
      }
      fields.add(name.toLowerCase(Locale.ROOT) + ":" + strip(line.substring(name.length() + 1)));
    }
    return new Request(start[0], start[1], fields, body(fields));
  }

  private static String strip(String value) {
    return value.replaceAll("^[ \t]+|[ \t]+$", "");
  }

  private String line() {
    int end = rest.indexOf("\r\n");
    String line = rest.substring(0, end);
    if (line.contains("\r") || line.contains("\n") || line.contains("\0")) {
      throw new IllegalArgumentException("a control byte in " + line);
    }
    rest = rest.substring(end + 2);
    return line;
  }

  private String body(List<String> fields) {
    List<String> lengths = values(fields, "content-length:");
    List<String> codings = values(fields, "transfer-encoding:");
    if (lengths.size() + codings.size() > 1) {
      throw new IllegalArgumentException("framed twice: " + fields);
    }
    if (!codings.isEmpty()) {
      return chunks();
    }
    return take(lengths.isEmpty() ? 0 : Integer.parseInt(lengths.getFirst()));
  }

  private static List<String> values(List<String> fields, String name) {
    return fields.stream()
        .filter(field -> field.startsWith(name))
        .map(field -> field.substring(name.length()))
        .toList();
  }

  private String chunks() {
    StringBuilder body = new StringBuilder();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.append(take(size));
      if (!line().isEmpty()) {
        throw new IllegalArgumentException("a chunk without its end");
      }
    }
    if (!line().isEmpty()) {
      throw new IllegalArgumentException("trailers");
    }
    return body.toString();
  }

  private String take(int size) {
    String taken = rest.substring(0, size);
    rest = rest.substring(size);
    return taken;
  }
}
