package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.ScriptedEndpoint;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Lines;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What real endpoints send (old servers, scripts, appliances), and what clients of both protocols
 * see of it (DESIGN 4): what RFC 9112 lets a recipient take is taken and written out strictly; what
 * could make two responses of one is refused. The client's reader here is strict.
 */
@ExtendWith(LeakGate.class)
class EndpointAnswersIT {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String TWO = "Content-Length: 2\r\n\r\nok";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String REFUSED = "502";

  /** A body that was begun, and did not end as it should. */
  private static final String CUT = "cut";

  private static ProxyFixture proxy;

  /**
   * @param sent by the endpoint, which then waits for another request, or for the connection's end
   * @param seen by clients: status, fields that begin with x, body, trailers
   * @param kept whether another request goes over the same connection
   */
  record Row(String name, String sent, String seen, boolean kept) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row taken(String name, String sent, String seen) {
    return new Row(name, sent, seen, true);
  }

  private static Row last(String name, String sent, String seen) {
    return new Row(name, sent, seen, false);
  }

  private static Row chunks(String name, String body) {
    return new Row("chunks, " + name, CHUNKED + body, "200 [ok]", true);
  }

  private static Row badChunks(String name, String body) {
    return new Row("chunks, " + name, CHUNKED + body, CUT, false);
  }

  private static Row refused(String name, String sent) {
    return new Row(name, sent, REFUSED, false);
  }

  static Stream<Row> chunkedBodies() {
    return Stream.of(
        chunks("plain", "2\r\nok\r\n0\r\n\r\n"),
        chunks("padded with blanks", "2  \r\nok\r\n0   \r\n\r\n"),
        chunks("padded with a tab", "2\t\r\nok\r\n0\t\r\n\r\n"),
        chunks("padded in each of many", "1     \r\no\r\n1     \r\nk\r\n0\r\n\r\n"),
        taken(
            "chunks, padded a thousand times",
            CHUNKED + "1       \r\nx\r\n".repeat(1000) + "0\r\n\r\n",
            "200 [" + "x".repeat(1000) + "]"),
        chunks("blanks around an extension", "2 \t; a = b \r\nok\r\n0 ;c\r\n\r\n"),
        chunks("an extension in quotes", "2;a=\"b; c\"\r\nok\r\n0\r\n\r\n"),
        chunks(
            "zeros before the size", "0".repeat(60) + "2\r\nok\r\n" + "0".repeat(60) + "\r\n\r\n"),
        chunks("lines that end in LF alone", "2\nok\n0\n\n"),
        chunks("line ends of both kinds", "1\r\no\n1\nk\r\n0\r\n\n"),
        chunks("LF behind blanks and extensions", "1 \no\n1;a=b\nk\n0 ;c\n\n"),
        taken(
            "chunks of capital letters",
            CHUNKED + "A\r\n0123456789\r\n0\r\n\r\n",
            "200 [0123456789]"),
        taken(
            "a coding in capital letters",
            CHUNKED.replace("chunked", "Chunked") + "2\r\nok\r\n0\r\n\r\n",
            "200 [ok]"),
        taken(
            "trailers with LF",
            CHUNKED + "2\r\nok\r\n0\r\nX-A: 1\nx-b:2\n\n",
            "200 [ok] x-a=1 x-b=2"),
        taken(
            "trailers with odd lines",
            CHUNKED + "2\r\nok\r\n0\r\nX-A : 1\r\n  2\r\nx_b: \u0001\r\n\r\n",
            "200 [ok] x-a=1    2 x_b="),
        badChunks("a blank before the size", " 2\r\nok\r\n0\r\n\r\n"),
        badChunks("a word behind the size", "2 x\r\nok\r\n0\r\n\r\n"),
        badChunks("a sign", "+2\r\nok\r\n0\r\n\r\n"),
        badChunks("a prefix", "0x2\r\nok\r\n0\r\n\r\n"),
        badChunks("no size", ";a=b\r\nok\r\n0\r\n\r\n"),
        badChunks("an empty line", "\r\n2\r\nok\r\n0\r\n\r\n"),
        badChunks("a size that is too large", "10000000000000002\r\nok\r\n0\r\n\r\n"),
        badChunks("too many zeros", "0".repeat(65) + "2\r\nok\r\n0\r\n\r\n"),
        badChunks("too many blanks", "2" + " ".repeat(257) + "\r\nok\r\n0\r\n\r\n"),
        badChunks("an extension that is too long", "2;" + "x".repeat(257) + "\r\nok\r\n0\r\n\r\n"),
        badChunks("a line that ends in CR alone", "2\rok\r\n0\r\n\r\n"),
        badChunks("quotes that are open at the line's end", "2;a=\"x\ny\"\r\nok\r\n0\r\n\r\n"),
        badChunks("a control byte in an extension", "2;a=\u0000\r\nok\r\n0\r\n\r\n"),
        badChunks("more data than the size", "2\r\nok!\r\n0\r\n\r\n"),
        badChunks("a trailer that is no field", "2\r\nok\r\n0\r\nno field\r\n\r\n"),
        badChunks("a trailer with a bare CR", "2\r\nok\r\n0\r\nX: a\rb\r\n\r\n"));
  }

  static Stream<Row> statusLines() {
    return Stream.of(
        taken("no reason", "HTTP/1.1 200\r\n" + TWO, "200 [ok]"),
        taken("an empty reason", "HTTP/1.1 200 \r\n" + TWO, "200 [ok]"),
        taken("a reason beyond ASCII", "HTTP/1.1 299 \u00e4 b\r\n" + TWO, "299 [ok]"),
        taken("a control byte in the reason", "HTTP/1.1 299 a\u0001b\r\n" + TWO, "299 [ok]"),
        taken("more blanks than one", "HTTP/1.1  299   Odd  \r\n" + TWO, "299 [ok]"),
        taken("a status of no class", "HTTP/1.1 600 Odd\r\n" + TWO, "600 [ok]"),
        taken("the highest status", "HTTP/1.1 999\r\n" + TWO, "999 [ok]"),
        taken("a higher minor version", "HTTP/1.2 200 OK\r\n" + TWO, "200 [ok]"),
        taken("100 before", "HTTP/1.1 100\n\n" + OK + TWO, "200 [ok]"),
        refused("a status of two digits", "HTTP/1.1 20 OK\r\n" + TWO),
        refused("a status of four digits", "HTTP/1.1 2000 OK\r\n" + TWO),
        refused("a status below 100", "HTTP/1.1 099 Odd\r\n" + TWO),
        refused("a status with a fraction", "HTTP/1.1 200.1 OK\r\n" + TWO),
        refused("101 that nobody asked for", "HTTP/1.1 101 Switching Protocols\r\n\r\n"),
        refused("tabs", "HTTP/1.1\t200\tOK\r\n" + TWO),
        refused("another major version", "HTTP/2.0 200 OK\r\n" + TWO),
        refused("a version in small letters", "http/1.1 200 OK\r\n" + TWO),
        refused("another protocol", "ICY 200 OK\r\n" + TWO),
        refused("no head at all", "ok\r\n\r\n"),
        refused("NUL in the reason", "HTTP/1.1 200 O\u0000K\r\n" + TWO),
        refused("CR in the reason", "HTTP/1.1 200 O\rK\r\n" + TWO),
        refused("an empty line before", "\r\n" + OK + TWO),
        refused("an empty line of LF before", "\n" + OK + TWO));
  }

  static Stream<Row> fields() {
    return Stream.of(
        taken(
            "lines that end in LF alone",
            "HTTP/1.1 200 OK\nX-A: b\nContent-Length: 2\n\nok",
            "200 x-a=b [ok]"),
        taken(
            "line ends of both kinds", OK + "X-A: b\nContent-Length: 2\n\r\nok", "200 x-a=b [ok]"),
        taken(
            "white space around values",
            OK + "X-A:b\r\nX-B:\t c \t\r\n" + TWO,
            "200 x-a=b x-b=c [ok]"),
        taken(
            "white space before colons",
            OK + "X-A : b\r\nX-B\t :c\r\nX-C \t: \r\n" + TWO,
            "200 x-a=b x-b=c x-c= [ok]"),
        taken(
            "white space before the length's colon",
            OK + "Content-Length : 2\r\n\r\nok",
            "200 [ok]"),
        taken(
            "white space before the coding's colon",
            OK + "Transfer-Encoding : chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            "200 [ok]"),
        taken(
            "folded lines",
            OK + "X-A: b\r\n c\n\td\r\nX-B:\r\n e\r\n" + TWO,
            "200 x-a=b   c  \td x-b=e [ok]"),
        taken(
            "a folded coding",
            OK + "Transfer-Encoding:\r\n chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            "200 [ok]"),
        taken("text beyond ASCII", OK + "X-A: \u00e4\u0080\r\n" + TWO, "200 x-a=\u00e4\u0080 [ok]"),
        taken("control bytes", OK + "X-A: a\u0001b\u007f\u001b\r\n" + TWO, "200 x-a=a b [ok]"),
        taken("names of odd letters", OK + "X_a.b!: c\r\n" + TWO, "200 x_a.b!=c [ok]"),
        taken("names that are no tokens", OK + "X(a): b\r\nX\u00e4: b\r\n" + TWO, "200 [ok]"),
        taken("a length with zeros", OK + "Content-Length: 0002\r\n\r\nok", "200 [ok]"),
        taken(
            "keep-alive in HTTP/1.0",
            "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n" + TWO,
            "200 [ok]"),
        last("HTTP/1.0", "HTTP/1.0 200 OK\r\n" + TWO, "200 [ok]"),
        last(
            "chunks in HTTP/1.0",
            CHUNKED.replace("1.1", "1.0").replace("\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n")
                + "2\r\nok\r\n0\r\n\r\n",
            "200 [ok]"),
        last(
            "close in capital letters",
            OK + "Connection: x-b, CLOSE\r\nX-B: c\r\n" + TWO,
            "200 [ok]"),
        last("bytes behind", OK + TWO + "\n", "200 [ok]"),
        last(
            "a second response behind LF lines",
            "HTTP/1.1 200 OK\nContent-Length: 2\n\nok" + OK + TWO,
            "200 [ok]"),
        refused("a fold before the first field", OK + " X-A: b\r\n" + TWO),
        refused("a line without a colon", OK + "no field\r\n" + TWO),
        refused("a second status line", OK + OK + TWO),
        refused("an empty name", OK + ": x\r\n" + TWO),
        refused("an empty name before white space", OK + "X-A: b\r\n\u000b: x\r\n" + TWO),
        refused("a name of two words", OK + "X A: b\r\n" + TWO),
        refused("a control byte in a name", OK + "X\u0001: b\r\n" + TWO),
        refused("NUL in a value", OK + "X: a\u0000\r\n" + TWO),
        refused("CR in a value", OK + "X: a\rContent-Length: 9\r\n" + TWO),
        refused("CR behind a value", OK + "X: a\r\r\n" + TWO),
        refused("CR before a name", OK + "\rX: a\r\n" + TWO),
        refused(
            "a length beside a coding",
            OK + "Content-Length: 2\nTransfer-Encoding : chunked\n\n2\nok\n0\n\n"),
        refused("two lengths", OK + "Content-Length: 2\r\nContent-Length :2\r\n\r\nok"),
        refused("a list of lengths", OK + "Content-Length: 2, 2\r\n\r\nok"),
        refused("a folded length", OK + "Content-Length: 2\r\n 2\r\n\r\nok"),
        refused("a length with a sign", OK + "Content-Length: +2\r\n\r\nok"),
        refused("a length with a control byte", OK + "Content-Length: 2\u000b\r\n\r\nok"),
        refused("an empty length", OK + "Content-Length:\r\n\r\nok"),
        refused("identity", OK + "Transfer-Encoding: identity\r\n" + TWO),
        refused(
            "another coding", OK + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
        refused(
            "a coding with a control byte",
            OK + "Transfer-Encoding: \u000bchunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
        refused(
            "two codings",
            OK + "Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n2\nok\n0\n\n"),
        refused(
            "a head that is too large", OK + ("X: " + "y".repeat(1000) + "\n").repeat(40) + TWO));
  }

  @BeforeAll
  static void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
  }

  @AfterAll
  static void stop() {
    proxy.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"chunkedBodies", "statusLines", "fields"})
  void clientsOfBothProtocolsSee(Row row) throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ScriptedEndpoint endpoint = answering(row.sent(), connections);
        Client http1 = proxy.http1();
        Client http2 = proxy.http2()) {
      proxy.publish(
          List.of(host("a.test", prefix("/", row.name()))),
          upstream(row.name(), new Endpoint("127.0.0.1", endpoint.port())));
      assertThat(seen(http1)).isEqualTo(row.seen());
      assertThat(seen(http2)).isEqualTo(row.seen());
      assertThat(connections).hasValue(row.kept() ? 1 : 2);
      proxy.publishNothing();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {299, 600, 999})
  void anyStatusOfHttp2EndpointsIsTakenToo(int status) throws Exception {
    try (Http2Endpoint endpoint = Http2Endpoint.answering(_ -> Answer.status(status));
        Client http1 = proxy.http1();
        Client http2 = proxy.http2()) {
      proxy.publish(
          List.of(host("a.test", prefix("/", "h2-" + status))),
          over(Protocol.HTTP2, upstream("h2-" + status, endpoint.endpoint())));
      assertThat(seen(http1)).isEqualTo(status + " []");
      assertThat(seen(http2)).isEqualTo(status + " []");
      proxy.publishNothing();
    }
  }

  /** Every other answer comes byte by byte: what bytes mean does not depend on how they arrive. */
  private static ScriptedEndpoint answering(String text, AtomicInteger connections)
      throws IOException {
    AtomicInteger answers = new AtomicInteger();
    return new ScriptedEndpoint(peer -> {
      connections.incrementAndGet();
      while (isAsked(peer)) {
        if (answers.getAndIncrement() % 2 == 0) {
          peer.send(text);
        } else {
          drip(peer, text);
        }
      }
    });
  }

  private static void drip(RawSocket peer, String text) {
    try {
      peer.drip(text);
    } catch (IOException refused) {
      // before its last byte
    }
  }

  /** Whether another request came before the connection's end. */
  private static boolean isAsked(RawSocket peer) {
    StringBuilder head = new StringBuilder();
    try {
      for (int b = peer.read(); b >= 0; b = peer.read()) {
        head.append((char) b);
        if (head.indexOf("\r\n\r\n") >= 0) {
          return true;
        }
      }
    } catch (IOException reset) {
      // an end too
    }
    return false;
  }

  private static String seen(Client client) {
    try {
      Got got = client.send(Ask.get("a.test", "/"));
      String status = Integer.toString(got.status());
      return status.equals(REFUSED)
          ? REFUSED
          : status + lines(got.fields()) + " [" + got.body() + "]" + lines(got.trailers());
    } catch (IOException e) {
      return CUT;
    }
  }

  private static String lines(Lines lines) {
    return lines.all().stream()
        .filter(it -> it.name().toLowerCase(Locale.ROOT).startsWith("x"))
        .map(it -> " " + it.name().toLowerCase(Locale.ROOT) + "=" + it.value())
        .collect(Collectors.joining());
  }
}
