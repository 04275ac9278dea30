package io.naru.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.listen.Crossing.Way;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Answer.Length;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Lines;
import io.naru.proxy.testkit.peer.Seen;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request and its response look like at the other side, on each of the 24 ways across. */
@ExtendWith(LeakGate.class)
class MatrixIT {
  private static final String MEBIBYTE = "0123456789abcdef".repeat(1 << 16);
  private static Crossing crossing;

  @BeforeAll
  static void start() throws Exception {
    crossing = new Crossing(MatrixIT::answer);
  }

  @AfterAll
  static void stop() throws Exception {
    crossing.drain();
    crossing.close();
  }

  private static Answer answer(Seen seen) {
    return switch (seen.target()) {
      case "/streamed" -> Answer.echo(seen).framed(Length.CHUNKED);
      case "/until-close" -> Answer.echo(seen).framed(Length.UNTIL_CLOSE);
      case "/trailers" ->
          Answer.echo(seen)
              .trailer("x-sum", "42")
              .trailer("grpc-status", "0")
              .trailer("authorization", "a")
              .trailer("cookie", "c=1")
              .trailer("content-type", "text/forged")
              .trailer("host", "forged.test");
      case "/no-content" -> Answer.status(204);
      case "/not-modified" -> Answer.status(304).with("etag", "\"a\"");
      case "/own" ->
          Answer.ok("own")
              .with("server", "secret/1.0")
              .with("date", "yesterday")
              .with("x-accel-redirect", "/internal")
              .with("strict-transport-security", "max-age=1")
              .with("set-cookie", "a=1")
              .with("set-cookie", "b=2")
              .with("x-own", "kept");
      default -> Answer.echo(seen);
    };
  }

  private record Passed(Seen seen, Got got) {}

  private static Passed pass(Way way, Ask ask) throws Exception {
    crossing.to(way.to()).seen().clear();
    try (Client client = crossing.from(way.from())) {
      Got got = client.send(ask);
      Seen seen = crossing.to(way.to()).seen().poll(20, TimeUnit.SECONDS);
      assertThat(seen).as("what the endpoint saw").isNotNull();
      return new Passed(seen, got);
    }
  }

  static Iterable<Way> ways() {
    return Way.all().toList();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aGetCrosses(Way way) throws Exception {
    Passed passed = pass(way, Ask.get(way.host(), "/a%2Fb/../c?q=%20").with("x-own", "1"));
    assertThat(passed.got.status()).isEqualTo(200);
    assertThat(passed.seen.method()).isEqualTo("GET");
    assertThat(passed.seen.target()).isEqualTo("/a%2Fb/../c?q=%20");
    assertThat(passed.seen.authority()).isEqualTo(way.host());
    assertThat(passed.seen.fields().value("x-own")).isEqualTo("1");
    assertThat(passed.seen.fields().has("content-length")).isFalse();
    assertThat(passed.seen.fields().has("transfer-encoding")).isFalse();
    assertThat(passed.got.fields().value("content-length")).isEqualTo("0");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aBodyOfStatedLengthCrossesBothWays(Way way) throws Exception {
    Passed passed = pass(way, Ask.post(way.host(), "/echo", "hello"));
    assertThat(passed.got.body()).isEqualTo("hello");
    assertThat(passed.seen.fields().value("content-length")).isEqualTo("5");
    assertThat(passed.got.fields().value("content-length")).isEqualTo("5");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aMebibyteOfUnstatedLengthCrossesBothWays(Way way) throws Exception {
    Passed passed = pass(way, Ask.post(way.host(), "/streamed", MEBIBYTE).streamed());
    assertThat(passed.seen.body().equals(MEBIBYTE)).as("the request's body").isTrue();
    assertThat(passed.got.body().equals(MEBIBYTE)).as("the response's body").isTrue();
    assertThat(passed.got.fields().has("content-length")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aMebibyteOfStatedLengthCrossesBothWays(Way way) throws Exception {
    Passed passed = pass(way, Ask.post(way.host(), "/echo", MEBIBYTE));
    assertThat(passed.got.body().equals(MEBIBYTE)).as("the response's body").isTrue();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aBodyThatTheConnectionsEndEndsIsWhole(Way way) throws Exception {
    Passed passed = pass(way, Ask.post(way.host(), "/until-close", "to the end"));
    assertThat(passed.got.body()).isEqualTo("to the end");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void headAndBodilessStatusesHaveNoBody(Way way) throws Exception {
    crossing.to(way.to()).seen().clear();
    try (Client client = crossing.from(way.from())) {
      assertThat(client.send(Ask.of("HEAD", way.host(), "/echo")).fields().value("content-length"))
          .isEqualTo("0");
      Got noContent = client.send(Ask.get(way.host(), "/no-content"));
      assertThat(noContent.status()).isEqualTo(204);
      assertThat(noContent.fields().has("content-length")).isFalse();
      Got notModified = client.send(Ask.get(way.host(), "/not-modified"));
      assertThat(notModified.status()).isEqualTo(304);
      assertThat(notModified.fields().value("etag")).isEqualTo("\"a\"");
      assertThat(client.send(Ask.post(way.host(), "/echo", "after")).body()).isEqualTo("after");
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void responseTrailersCrossWhereGrpcNeedsThem(Way way) throws Exception {
    Ask ask =
        Ask.post(way.host(), "/trailers", "message")
            .with("content-type", "application/grpc")
            .with("te", "trailers")
            .streamed();
    Passed passed = pass(way, ask);
    assertThat(passed.got.body()).isEqualTo("message");
    if (way.from().isHttp2() && way.to().isHttp2()) {
      assertThat(passed.got.trailers().value("grpc-status")).isEqualTo("0");
      assertThat(passed.got.trailers().value("x-sum")).isEqualTo("42");
      assertThat(passed.seen.fields().value("te")).isEqualTo("trailers");
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void c10TrailersOfAResponsePassByTheirNamesOnEveryWay(Way way) throws Exception {
    Lines trailers =
        pass(way, Ask.post(way.host(), "/trailers", "message").streamed()).got.trailers();
    assertThat(trailers.value("x-sum")).isEqualTo("42");
    assertThat(trailers.value("authorization")).isEqualTo("a");
    assertThat(trailers.value("cookie")).isEqualTo("c=1");
    assertThat(trailers.has("content-type")).isFalse();
    assertThat(trailers.has("host")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void c10TrailersOfARequestPassToGrpcAloneAndAreNothingThatAHeadIsBelievedFor(Way way)
      throws Exception {
    Ask ask =
        Ask.post(way.host(), "/echo", "message")
            .with("content-type", "application/grpc")
            .with("te", "trailers")
            .streamed()
            .trailer("x-sum", "42")
            .trailer("authorization", "a")
            .trailer("proxy-authorization", "p")
            .trailer("cookie", "c=1")
            .trailer("set-cookie", "s=1")
            .trailer("x-forwarded-for", "1.2.3.4")
            .trailer("x_forwarded_for", "1.2.3.4")
            .trailer("x.real.ip", "1.2.3.4")
            .trailer("x_meta", "a.b");
    Passed passed = pass(way, ask);
    assertThat(passed.got.body()).isEqualTo("message");
    Lines named = way.to().isHttp2() ? Lines.of("x-sum", "42") : Lines.NONE;
    boolean framed = way.from().isHttp2() && way.to().isHttp2();
    assertThat(passed.seen.trailers()).isEqualTo(framed ? named.and("x_meta", "a.b") : named);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatTheClientSaysOfItselfIsReplaced(Way way) throws Exception {
    Ask ask =
        Ask.get(way.host(), "/")
            .with("x-forwarded-for", "1.2.3.4")
            .with("X-Forwarded-Host", "forged.test")
            .with("x-forwarded-proto", "gopher")
            .with("x-forwarded-port", "1")
            .with("x-forwarded-scheme", "gopher")
            .with("x-scheme", "gopher")
            .with("x-real-ip", "1.2.3.4")
            .with("x-original-forwarded-for", "5.6.7.8")
            .with("proxy", "http://evil.test");
    Lines fields = pass(way, ask).seen.fields();
    boolean secure = way.from().isSecure();
    String scheme = secure ? "https" : "http";
    int port = secure ? crossing.proxy.securePort() : crossing.proxy.port();
    assertThat(fields.value("x-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(fields.value("x-real-ip")).isEqualTo("127.0.0.1");
    assertThat(fields.value("x-forwarded-host")).isEqualTo(way.host());
    assertThat(fields.value("x-forwarded-port")).isEqualTo(Integer.toString(port));
    assertThat(fields.value("x-forwarded-proto")).isEqualTo(scheme);
    assertThat(fields.value("x-forwarded-scheme")).isEqualTo(scheme);
    assertThat(fields.value("x-scheme")).isEqualTo(scheme);
    assertThat(fields.value("x-original-forwarded-for")).isEqualTo("1.2.3.4");
    assertThat(fields.value("x-original-forwarded-host")).isEqualTo("forged.test");
    assertThat(fields.value("x-request-id")).matches("[0-9a-f]{32}");
    assertThat(fields.has("proxy")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aRequestIdOfTheClientsIsKept(Way way) throws Exception {
    Passed passed = pass(way, Ask.get(way.host(), "/").with("X-Request-ID", "mine"));
    assertThat(passed.seen.fields().value("x-request-id")).isEqualTo("mine");
    assertThat(passed.got.fields().has("x-request-id")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void fieldsOfOneHopStayOnIt(Way way) throws Exception {
    Ask ask = Ask.get(way.host(), "/").with("x-nominated", "1").with("x-kept", "1");
    Ask hop =
        way.from().isHttp2()
            ? ask.with("te", "trailers")
            : ask.with("connection", "x-nominated, keep-alive")
                .with("keep-alive", "timeout=5")
                .with("te", "deflate");
    Lines fields = pass(way, hop).seen.fields();
    assertThat(fields.has("keep-alive")).isFalse();
    assertThat(fields.value("te")).isIn("", way.to().isHttp2() ? "trailers" : "");
    assertThat(fields.value("connection")).isIn("", "keep-alive");
    assertThat(fields.has("x-nominated")).isEqualTo(way.from().isHttp2());
    assertThat(fields.value("x-kept")).isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void cookiesAreOneFieldToHttp1(Way way) throws Exception {
    Ask ask = Ask.get(way.host(), "/");
    Ask cookies =
        way.from().isHttp2()
            ? ask.with("cookie", "a=1").with("cookie", "b=2")
            : ask.with("Cookie", "a=1; b=2");
    Lines fields = pass(way, cookies).seen.fields();
    assertThat(String.join("; ", fields.values("cookie"))).isEqualTo("a=1; b=2");
    if (!way.to().isHttp2()) {
      assertThat(fields.values("cookie")).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatIsOursInAResponseIsOurs(Way way) throws Exception {
    Lines fields = pass(way, Ask.get(way.host(), "/own")).got.fields();
    assertThat(fields.has("server")).isFalse();
    assertThat(fields.value("date")).endsWith(" GMT");
    assertThat(fields.has("x-accel-redirect")).isFalse();
    assertThat(fields.value("x-own")).isEqualTo("kept");
    assertThat(fields.values("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(fields.value("strict-transport-security"))
        .isEqualTo(way.from().isSecure() ? "max-age=31536000; includeSubDomains" : "max-age=1");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anExpectationIsAnsweredHere(Way way) throws Exception {
    Ask ask = Ask.post(way.host(), "/echo", "expected").with("expect", "100-continue");
    crossing.to(way.to()).seen().clear();
    try (Client client = crossing.from(way.from())) {
      if (client instanceof Http1Client http1) {
        http1.sendHead(ask);
        assertThat(http1.wire().readLine()).isEqualTo("HTTP/1.1 100 Continue");
        assertThat(http1.wire().readLine()).isEmpty();
        http1.wire().write(ask.body());
        assertThat(http1.receive("POST").body()).isEqualTo("expected");
      } else {
        assertThat(client.send(ask).body()).isEqualTo("expected");
      }
    }
    assertThat(crossing.to(way.to()).seen().remove().fields().has("expect")).isFalse();
  }
}
