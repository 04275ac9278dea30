package io.naru.proxy.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A response as it came over the wire, read by the plainest rules.
 *
 * @param fields the field lines as they were written
 * @param body without chunk framing
 * @param trailers the lines behind the last chunk
 */
public record RawResponse(
    String statusLine, List<String> fields, String body, List<String> trailers) {

  static RawResponse read(RawSocket socket, boolean withBody) throws IOException {
    String statusLine = line(socket);
    List<String> fields = lines(socket);
    RawResponse head = new RawResponse(statusLine, fields, "", List.of());
    if (!withBody || head.status() < 200 || head.status() == 204 || head.status() == 304) {
      return head;
    }
    if (head.field("transfer-encoding").isPresent()) {
      return head.chunked(socket);
    }
    Optional<String> length = head.field("content-length");
    String body =
        length.isPresent() ? socket.take(Integer.parseInt(length.get())) : socket.takeAll();
    return new RawResponse(statusLine, fields, body, List.of());
  }

  private RawResponse chunked(RawSocket socket) throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = size(socket); size > 0; size = size(socket)) {
      body.append(socket.take(size));
      if (!socket.take(2).equals("\r\n")) {
        throw new IOException("a chunk without its end after " + body);
      }
    }
    return new RawResponse(statusLine, fields, body.toString(), lines(socket));
  }

  private static int size(RawSocket socket) throws IOException {
    return Integer.parseInt(line(socket), 16);
  }

  private static List<String> lines(RawSocket socket) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(socket); !line.isEmpty(); line = line(socket)) {
      lines.add(line);
    }
    return lines;
  }

  private static String line(RawSocket socket) throws IOException {
    String line = socket.takeUntil("\r\n");
    return line.substring(0, line.length() - 2);
  }

  public int status() {
    return Integer.parseInt(statusLine.substring(9, 12));
  }

  /** The value of the first field of that name, without case. */
  public Optional<String> field(String name) {
    return fields.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }
}
