package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.naru.proxy.fault.Fault;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue D7, D8 and C11: what a request must not be, and what becomes of it. */
@ExtendWith(Leaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2MalformedIT {
  private static final int PROTOCOL_ERROR = 1;

  private final EchoAcceptor acceptor = new EchoAcceptor();
  private TestServer server;
  private RawPeer client;

  @BeforeAll
  void listen() throws Exception {
    server = TestServer.of(acceptor);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws Exception {
    acceptor.forget();
    client = RawPeer.client(server.port());
  }

  @AfterEach
  void close() throws Exception {
    client.close();
  }

  static Stream<Arguments> d7Fields() {
    return Stream.of(
        arguments("connection", "close"),
        arguments("connection", "x-a"),
        arguments("keep-alive", "timeout=5"),
        arguments("proxy-connection", "keep-alive"),
        arguments("transfer-encoding", "chunked"),
        arguments("upgrade", "websocket"),
        arguments("te", "gzip"),
        arguments("te", "trailers, deflate"),
        arguments("X-Upper", "1"),
        arguments("x-Upper", "1"),
        arguments("", "1"),
        arguments("x a", "1"),
        arguments("x\ra", "1"),
        arguments("x\na", "1"),
        arguments("x\0a", "1"),
        arguments("x:a", "1"),
        arguments("x-a ", "1"),
        arguments("x\u00e4", "1"),
        arguments("x-a", "1\r\ny: 2"),
        arguments("x-a", "1\ny: 2"),
        arguments("x-a", "1\r2"),
        arguments("x-a", "\0"),
        arguments("x-a", "\u0001"),
        arguments("x-a", "\u007f"),
        arguments("cookie", "a=1\nb: 2"),
        arguments("host", "a.test\r\nx: y"),
        arguments("content-length", "1"),
        arguments("content-length", "-1"),
        arguments("content-length", "+0"),
        arguments("content-length", "0, 0"),
        arguments("content-length", ""),
        arguments("content-length", "99999999999999999999"),
        arguments(":method", "GET"),
        arguments(":status", "200"),
        arguments(":protocol", "websocket"),
        arguments(":path", "/b"));
  }

  @ParameterizedTest
  @MethodSource("d7Fields")
  void d7AMalformedFieldResetsItsStreamAndNothingElse(String name, String value) throws Exception {
    client.get(1, name, value);
    Frame end = client.end(1);
    assertThat(end.type()).isEqualTo(Frame.RST_STREAM);
    assertThat(end.error()).isEqualTo(PROTOCOL_ERROR);
    assertThat(acceptor.nextRefusal()).isInstanceOf(Fault.BadRequest.class);
    client.get(3);
    assertThat(client.status(3)).isEqualTo("200");
  }

  static Stream<Arguments> d8Pseudo() {
    return Stream.of(
        arguments("no method", new String[] {":scheme", "http", ":path", "/"}),
        arguments("no scheme", new String[] {":method", "GET", ":path", "/"}),
        arguments("no path", new String[] {":method", "GET", ":scheme", "http"}),
        arguments("empty path", pseudo("GET", "http", "")),
        arguments("space in path", pseudo("GET", "http", "/a b")),
        arguments("tab in path", pseudo("GET", "http", "/a\tb")),
        arguments("line end in path", pseudo("GET", "http", "/ HTTP/1.1\r\nx: y")),
        arguments("fragment in path", pseudo("GET", "http", "/a#b")),
        arguments("space in method", pseudo("GET /x HTTP/1.1", "http", "/")),
        arguments("line end in method", pseudo("GET\r\n", "http", "/")),
        arguments("empty method", pseudo("", "http", "/")),
        arguments("other scheme", pseudo("GET", "ftp", "/")),
        arguments("empty scheme", pseudo("GET", "", "/")),
        arguments(
            "late pseudo-header",
            new String[] {":method", "GET", ":scheme", "http", "x-a", "1", ":path", "/"}),
        arguments(
            "repeated pseudo-header",
            new String[] {":method", "GET", ":method", "GET", ":scheme", "http", ":path", "/"}),
        arguments(
            "line end in authority", with(pseudo("GET", "http", "/"), ":authority", "a\r\nx: y")));
  }

  private static String[] pseudo(String method, String scheme, String path) {
    return new String[] {":method", method, ":scheme", scheme, ":path", path};
  }

  private static String[] with(String[] pairs, String... more) {
    String[] all = Arrays.copyOf(pairs, pairs.length + more.length);
    System.arraycopy(more, 0, all, pairs.length, more.length);
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("d8Pseudo")
  void d8AMalformedPseudoHeaderResetsItsStream(String what, String[] pairs) throws Exception {
    client.headers(1, Frame.END_STREAM, pairs);
    Frame end = client.end(1);
    assertThat(end.type()).as(what).isEqualTo(Frame.RST_STREAM);
    assertThat(end.error()).isEqualTo(PROTOCOL_ERROR);
    assertThat(acceptor.nextRefusal()).isInstanceOf(Fault.BadRequest.class);
  }

  static Stream<Arguments> c11Authorities() {
    String[] get = pseudo("GET", "http", "/");
    return Stream.of(
        arguments("no authority", get),
        arguments("empty authority", with(get, ":authority", "")),
        arguments("user", with(get, ":authority", "user@a.test")),
        arguments("comma", with(get, ":authority", "a.test,b.test")),
        arguments("space", with(get, ":authority", "a.test b.test")),
        arguments("slash", with(get, ":authority", "a.test/x")),
        arguments("port", with(get, ":authority", "a.test:99999")),
        arguments("port name", with(get, ":authority", "a.test:http")),
        arguments("half a literal", with(get, ":authority", "[::1")),
        arguments("other host", with(get, ":authority", "a.test", "host", "b.test")),
        arguments("bad host alone", with(get, "host", "a.test, b.test")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("c11Authorities")
  void c11AnAuthorityThatIsNotOneIsAnswered400(String what, String[] pairs) throws Exception {
    client.headers(1, Frame.END_STREAM, pairs);
    assertThat(client.status(1)).as(what).isEqualTo("400");
    assertThat(acceptor.nextRefusal()).isInstanceOf(Fault.BadRequest.class);
  }

  @Test
  void c11AHostFieldAloneIsTheAuthority() throws Exception {
    client.headers(1, Frame.END_STREAM, with(pseudo("GET", "http", "/"), "host", "b.test:81"));
    assertThat(client.body(1)).isEqualTo("GET / b.test:81\nhost: b.test:81\n");
  }

  @Test
  void c11TheSameHostTwiceIsOne() throws Exception {
    client.get(1, "host", "A.test");
    assertThat(client.body(1)).isEqualTo("GET / a.test\nhost: a.test\n");
  }

  @ParameterizedTest
  @MethodSource("refusedMethods")
  void d8AMethodThatIsNotServedIsAnswered(String method, String status) throws Exception {
    client.headers(1, Frame.END_STREAM, with(pseudo(method, "http", "/"), ":authority", "a.test"));
    assertThat(client.status(1)).isEqualTo(status);
    assertThat(client.answers()).isTrue();
  }

  static Stream<Arguments> refusedMethods() {
    return Stream.of(
        arguments("CONNECT", "405"), arguments("TRACE", "405"), arguments("get", "400"));
  }

  @ParameterizedTest
  @MethodSource("refusedPaths")
  void d8APathThatIsNoOriginFormIsAnswered(String method, String path) throws Exception {
    client.headers(1, Frame.END_STREAM, with(pseudo(method, "http", path), ":authority", "a.test"));
    assertThat(client.status(1)).isEqualTo("400");
  }

  static Stream<Arguments> refusedPaths() {
    return Stream.of(
        arguments("GET", "*"),
        arguments("GET", "a"),
        arguments("GET", "http://a.test/"),
        arguments("OPTIONS", "*/"));
  }

  @Test
  void d8AnAsteriskIsAPathOfOptions() throws Exception {
    client.headers(1, Frame.END_STREAM, with(pseudo("OPTIONS", "http", "*"), "host", "a"));
    assertThat(client.body(1)).startsWith("OPTIONS * a\n");
  }

  @Test
  void c5FieldsOfOddNamesAreLeftOut() throws Exception {
    client.get(1, "x_under", "1", "x.dot", "2", "x/slash", "3", "x-plain", "4", "x(a)", "5");
    assertThat(client.body(1)).isEqualTo("GET / a.test\nx-plain: 4\nhost: a.test\n");
  }

  @Test
  void whiteSpaceAroundAValueIsNoPartOfIt() throws Exception {
    client.get(1, "x-a", " \t1 2\t ");
    assertThat(client.body(1)).isEqualTo("GET / a.test\nx-a: 1 2\nhost: a.test\n");
  }

  static Stream<Arguments> wrongLengths() {
    return Stream.of(arguments("5", "123456"), arguments("5", "1234"), arguments("0", "1"));
  }

  @ParameterizedTest
  @MethodSource("wrongLengths")
  void d7ABodyOtherThanItsContentLengthResetsTheStream(String length, String body)
      throws Exception {
    client.post(1, "content-length", length).data(1, Frame.END_STREAM, body);
    Frame end = client.end(1);
    assertThat(end.type()).isEqualTo(Frame.RST_STREAM);
    assertThat(end.error()).isEqualTo(PROTOCOL_ERROR);
    assertThat(acceptor.nextEnd()).contains("BadRequest");
  }

  @Test
  void d7TwoContentLengthsResetTheStream() throws Exception {
    client.post(1, "content-length", "1", "content-length", "1");
    assertThat(client.end(1).error()).isEqualTo(PROTOCOL_ERROR);
    assertThat(acceptor.nextRefusal()).isInstanceOf(Fault.BadRequest.class);
  }

  static Stream<Arguments> badTrailers() {
    return Stream.of(
        arguments(":path", "/"),
        arguments("X-A", "1"),
        arguments("x-a", "1\n2"),
        arguments("", ""));
  }

  @ParameterizedTest
  @MethodSource("badTrailers")
  void d7MalformedTrailersResetTheStream(String name, String value) throws Exception {
    client.post(1).headers(1, Frame.END_STREAM, name, value);
    Frame end = client.end(1);
    assertThat(end.type()).isEqualTo(Frame.RST_STREAM);
    assertThat(end.error()).isEqualTo(PROTOCOL_ERROR);
    assertThat(acceptor.nextEnd()).contains("BadRequest");
  }

  @Test
  void c10TrailersDoNotCarryWhatFramesOrRoutes() throws Exception {
    client.post(1);
    client.headers(
        1,
        Frame.END_STREAM,
        "content-length",
        "7",
        "host",
        "b.test",
        "trailer",
        "x",
        "x-checksum",
        "1");
    client.await(Frame.HEADERS, 1);
    assertThat(client.await(Frame.HEADERS, 1).fields()).containsOnlyKeys("x-checksum");
    assertThat(acceptor.nextEnd()).isEqualTo("completed");
  }
}
