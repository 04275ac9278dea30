package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attempts at an endpoint that does what it should, or what it should not. */
@ExtendWith(Leaks.class)
class H2ClientIT {
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final int MAX_CONCURRENT_STREAMS = 3;

  private final LinkedBlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private TestServer loop;
  private ServerSocket listener;
  private H2Client connection;
  private RawPeer endpoint;

  @BeforeEach
  void connect() throws Exception {
    loop = TestServer.of(new EchoAcceptor());
    listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    connection = loop.connect(listener.getLocalPort(), new Noticing());
    endpoint = new RawPeer(listener.accept());
  }

  private final class Noticing implements UpstreamConnection.Owner {
    @Override
    public void available(UpstreamConnection connection) {
      notices.add("available " + connection.capacity());
    }

    @Override
    public void closed(UpstreamConnection connection) {
      notices.add("closed");
    }
  }

  private void awaitNotice(String wanted) throws InterruptedException {
    String notice = notices.poll(10, TimeUnit.SECONDS);
    while (notice != null && !notice.equals(wanted)) {
      notice = notices.poll(10, TimeUnit.SECONDS);
    }
    assertThat(notice).isEqualTo(wanted);
  }

  @AfterEach
  void close() throws Exception {
    endpoint.close();
    listener.close();
    loop.close();
  }

  private static Head request(String method) {
    Head head = new Head();
    Fields fields = head.fields();
    byte[] start = Ascii.bytes(method + " /a?b a.test");
    int at = fields.append(start, 0, start.length);
    int target = at + method.length() + 1;
    head.method(at, target - 1);
    head.target(target, target + 4);
    head.authority(target + 5, target + 11, target + 11);
    fields.add("Host", "a.test");
    return head;
  }

  private Attempt attempt(Head head, boolean end) {
    return attempt(head, new HeadEdits(), end);
  }

  private Attempt attempt(Head head, HeadEdits edits, boolean end) {
    Attempt attempt = new Attempt();
    loop.onLoop(() -> {
      attempt.on(connection.open(attempt));
      attempt.stream().head(head, edits, end);
    });
    return attempt;
  }

  private Attempt get() {
    return attempt(request("GET"), true);
  }

  private void answer(int stream, int flags, String... more) throws Exception {
    String[] pairs = new String[2 + more.length];
    pairs[0] = ":status";
    pairs[1] = "200";
    System.arraycopy(more, 0, pairs, 2, more.length);
    endpoint.headers(stream, flags, pairs);
  }

  @Test
  void aHeadOfHttp1IsWrittenAsHttp2() throws Exception {
    Head head = request("POST");
    head.bodyLength(3);
    Fields fields = head.fields();
    fields.add("X-Mixed-Case", "Value");
    fields.add("Connection", "keep-alive");
    fields.add("Transfer-Encoding", "chunked");
    fields.add("Expect", "100-continue");
    fields.add("TE", "trailers");
    HeadEdits edits = new HeadEdits();
    edits.target(Ascii.bytes("/other"));
    edits.authority(Ascii.bytes("b.test"));
    edits.constants(Fields.of("X-Real-IP", "1.2.3.4"));
    edits.set().add("X-Request-ID", "42");
    attempt(head, edits, false);
    endpoint.greet();
    Frame seen = endpoint.await(Frame.HEADERS, 1);
    assertThat(seen.endsStream()).isFalse();
    assertThat(seen.fields())
        .isEqualTo(
            Map.of(
                ":method", "POST",
                ":scheme", "http",
                ":authority", "b.test",
                ":path", "/other",
                "x-mixed-case", "Value",
                "content-length", "3",
                "te", "trailers",
                "x-real-ip", "1.2.3.4",
                "x-request-id", "42"));
  }

  @Test
  void aResponseComesInParts() throws Exception {
    endpoint.greet();
    Attempt attempt = get();
    endpoint.await(Frame.HEADERS, 1);
    endpoint.headers(1, 0, ":status", "103", "link", "x");
    answer(1, 0, "content-type", "application/grpc", "x_odd.name", "1");
    endpoint.data(1, 0, "12345");
    endpoint.headers(1, Frame.END_STREAM, "grpc-status", "0");
    assertThat(attempt.next()).isEqualTo("informational 103");
    assertThat(attempt.next()).isEqualTo("head 200 content-type=application/grpc x_odd.name=1");
    assertThat(attempt.next()).isEqualTo("data 5");
    assertThat(attempt.next()).isEqualTo("trailers grpc-status=0");
    assertThat(loop.onLoop(connection::isIdle)).isTrue();
  }

  @Test
  void aHeadThatIsUsedAgainChangesNothingThatWasKept() throws Exception {
    endpoint.greet();
    for (int id = 1; id < 40; id += 2) {
      Head head = request("GET");
      head.fields().add("X-Same", "same");
      head.fields().add("X-Id", "id-" + id);
      attempt(head, true);
      loop.onLoop(() -> Arrays.fill(head.bytes(), (byte) '?'));
      Frame seen = endpoint.await(Frame.HEADERS, id);
      assertThat(seen.field(":path")).isEqualTo("/a?b");
      assertThat(seen.field("x-same")).isEqualTo("same");
      assertThat(seen.field("x-id")).isEqualTo("id-" + id);
      answer(id, Frame.END_STREAM);
    }
  }

  @Test
  void aRefusedStreamSaysThatNothingWasDone() throws Exception {
    endpoint.greet();
    Attempt attempt = get();
    endpoint.await(Frame.HEADERS, 1);
    endpoint.reset(1, REFUSED_STREAM);
    assertThat(attempt.next()).isEqualTo("failed REFUSED");
  }

  @Test
  void anyOtherResetIsAReset() throws Exception {
    endpoint.greet();
    Attempt attempt = get();
    endpoint.await(Frame.HEADERS, 1);
    answer(1, 0);
    endpoint.reset(1, 2);
    assertThat(attempt.next()).isEqualTo("head 200");
    assertThat(attempt.next()).isEqualTo("failed RESET");
  }

  private Attempt afterOneThatWasServed() throws Exception {
    endpoint.greet();
    Attempt first = get();
    endpoint.await(Frame.HEADERS, 1);
    answer(1, Frame.END_STREAM);
    assertThat(first.next()).isEqualTo("head 200 end");
    Attempt second = get();
    endpoint.await(Frame.HEADERS, 3);
    return second;
  }

  @Test
  void aConnectionThatServedAndIsCutMayHaveDiedOfAge() throws Exception {
    Attempt attempt = afterOneThatWasServed();
    endpoint.close();
    assertThat(attempt.next()).isEqualTo("failed RESET");
    assertThat(loop.onLoop(connection::mayHaveDiedOfAge)).isTrue();
  }

  @Test
  void aResetOfOneStreamIsNotTheConnectionsAge() throws Exception {
    Attempt attempt = afterOneThatWasServed();
    endpoint.reset(3, 2);
    assertThat(attempt.next()).isEqualTo("failed RESET");
    assertThat(loop.onLoop(connection::mayHaveDiedOfAge)).isFalse();
  }

  @Test
  void aConnectionThatAnswersAnotherStreamAndIsCutDiedOfSomethingElse() throws Exception {
    Attempt attempt = afterOneThatWasServed();
    Attempt other = get();
    endpoint.await(Frame.HEADERS, 5);
    answer(5, Frame.END_STREAM);
    assertThat(other.next()).isEqualTo("head 200 end");
    endpoint.close();
    assertThat(attempt.next()).isEqualTo("failed RESET");
    assertThat(loop.onLoop(connection::mayHaveDiedOfAge)).isFalse();
  }

  @Test
  void aResetBehindAWholeResponseIsNoFailure() throws Exception {
    endpoint.greet();
    Attempt attempt = attempt(request("POST"), false);
    endpoint.await(Frame.HEADERS, 1);
    answer(1, Frame.END_STREAM);
    endpoint.reset(1, 0);
    assertThat(attempt.next()).isEqualTo("head 200 end");
    Attempt other = get();
    endpoint.await(Frame.HEADERS, 3);
    answer(3, Frame.END_STREAM);
    assertThat(other.next()).isEqualTo("head 200 end");
    assertThat(attempt.isQuiet()).isTrue();
  }

  @Test
  void aWholeResponseEndsARequestThatIsNot() throws Exception {
    endpoint.greet();
    Attempt attempt = attempt(request("POST"), false);
    endpoint.await(Frame.HEADERS, 1);
    answer(1, Frame.END_STREAM);
    assertThat(endpoint.await(Frame.RST_STREAM, 1).error()).isEqualTo(CANCEL);
    assertThat(attempt.next()).isEqualTo("head 200 end");
    loop.onLoop(() -> attempt.stream().data(Unpooled.buffer(8).writeZero(8), true));
    assertThat(loop.onLoop(connection::isIdle)).isTrue();
  }

  @Test
  void aWholeResponseEndsARequestWhoseEndWaitsForAWindow() throws Exception {
    endpoint.greet();
    Attempt attempt = attempt(request("POST"), false);
    endpoint.await(Frame.HEADERS, 1);
    loop.onLoop(() -> attempt.stream().data(Unpooled.buffer(100_000).writeZero(100_000), true));
    endpoint.await(Frame.DATA, 1);
    answer(1, Frame.END_STREAM);
    assertThat(endpoint.await(Frame.RST_STREAM, 1).error()).isEqualTo(CANCEL);
    assertThat(loop.onLoop(connection::isIdle)).isTrue();
  }

  @Test
  void aGoAwayRefusesWhatIsAboveItAndLetsTheRestEnd() throws Exception {
    endpoint.greet();
    Attempt served = get();
    Attempt refused = get();
    endpoint.await(Frame.HEADERS, 3);
    endpoint.send(Frame.GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(1).putInt(0).array());
    assertThat(refused.next()).isEqualTo("failed REFUSED");
    assertThat(loop.onLoop(connection::capacity)).isZero();
    answer(1, Frame.END_STREAM);
    assertThat(served.next()).isEqualTo("head 200 end");
    awaitNotice("closed");
  }

  @Test
  void anAnnouncedGoAwayTakesNoNewStreams() throws Exception {
    endpoint.greet();
    Attempt served = get();
    endpoint.await(Frame.HEADERS, 1);
    endpoint.send(
        Frame.GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).putInt(0).array());
    answer(1, Frame.END_STREAM);
    assertThat(served.next()).isEqualTo("head 200 end");
    awaitNotice("closed");
    assertThat(loop.onLoop(connection::capacity)).isZero();
  }

  @Test
  void aLostConnectionResetsAllItsStreams() throws Exception {
    endpoint.greet();
    Attempt first = get();
    Attempt second = get();
    endpoint.await(Frame.HEADERS, 3);
    endpoint.close();
    assertThat(first.next()).isEqualTo("failed RESET");
    assertThat(second.next()).isEqualTo("failed RESET");
    awaitNotice("closed");
    Attempt late = get();
    assertThat(late.next()).isEqualTo("failed REFUSED");
  }

  @Test
  void capacityIsWhatBothSidesAllow() throws Exception {
    assertThat(loop.onLoop(connection::capacity)).isEqualTo(100);
    endpoint.greet(MAX_CONCURRENT_STREAMS, 2);
    awaitNotice("available 2");
    Attempt first = get();
    get();
    assertThat(loop.onLoop(connection::capacity)).isZero();
    endpoint.await(Frame.HEADERS, 3);
    notices.clear();
    answer(1, Frame.END_STREAM);
    assertThat(first.next()).isEqualTo("head 200 end");
    awaitNotice("available 1");
    get();
    endpoint.await(Frame.HEADERS, 5);
  }

  @Test
  void aGivenUpAttemptIsResetAndHearsNothingMore() throws Exception {
    endpoint.greet();
    Attempt attempt = get();
    endpoint.await(Frame.HEADERS, 1);
    loop.onLoop(() -> attempt.stream().cancel());
    assertThat(endpoint.await(Frame.RST_STREAM, 1).error()).isEqualTo(CANCEL);
    answer(1, 0);
    for (int i = 0; i < 1000; i++) {
      endpoint.data(1, 0, new byte[16_384]);
    }
    endpoint.headers(1, Frame.END_STREAM, "x-trailer", "1");
    assertThat(endpoint.await(Frame.WINDOW_UPDATE, 0).number()).isGreaterThan(1 << 20);
    Attempt other = get();
    endpoint.await(Frame.HEADERS, 3);
    answer(3, Frame.END_STREAM);
    assertThat(other.next()).isEqualTo("head 200 end");
    assertThat(attempt.isQuiet()).isTrue();
  }

  /** Settles, and is not heard of again but by a test's doing. */
  private void greet() throws Exception {
    endpoint.greet();
    assertThat(endpoint.answers()).isTrue();
  }

  @Test
  void aConnectionThatWasSilentForARequestsTimeTakesNoOthersUntilItIsHeardOf() throws Exception {
    greet();
    Attempt late = get();
    Attempt other = get();
    endpoint.await(Frame.HEADERS, 3);
    loop.pass(Duration.ofMinutes(1));
    loop.onLoop(() -> late.stream().expire(Duration.ofMinutes(1)));
    assertThat(endpoint.await(Frame.RST_STREAM, 1).error()).isEqualTo(CANCEL);
    assertThat(loop.onLoop(connection::capacity)).isZero();
    notices.clear();
    answer(3, 0);
    awaitNotice("available 127");
    endpoint.data(3, Frame.END_STREAM, "ok");
    assertThat(other.next()).isEqualTo("head 200");
    assertThat(other.next()).isEqualTo("data 2 end");
    awaitNotice("available 128");
  }

  @Test
  void aConnectionThatIsSilentToAllWhoWaitIsClosed() throws Exception {
    greet();
    Attempt first = get();
    Attempt second = get();
    endpoint.await(Frame.HEADERS, 3);
    loop.pass(Duration.ofMinutes(1));
    loop.onLoop(() -> first.stream().expire(Duration.ofMinutes(1)));
    loop.onLoop(() -> second.stream().cancel());
    awaitNotice("closed");
  }

  @Test
  void aConnectionThatSpokeWithinARequestsTimeIsKept() throws Exception {
    greet();
    Attempt late = get();
    endpoint.await(Frame.HEADERS, 1);
    loop.pass(Duration.ofSeconds(59));
    endpoint.answers();
    loop.pass(Duration.ofSeconds(59));
    loop.onLoop(() -> late.stream().expire(Duration.ofMinutes(1)));
    assertThat(endpoint.await(Frame.RST_STREAM, 1).error()).isEqualTo(CANCEL);
    assertThat(loop.onLoop(connection::capacity)).isEqualTo(128);
  }

  @Test
  void clientsThatLeaveSoonFindADeadConnectionToo() throws Exception {
    greet();
    loop.pass(Duration.ofHours(1));
    for (int id = 1; id <= 9; id += 2) {
      Attempt impatient = get();
      endpoint.await(Frame.HEADERS, id);
      loop.pass(Duration.ofSeconds(1));
      assertThat(loop.onLoop(connection::capacity)).isEqualTo(127);
      loop.onLoop(() -> impatient.stream().cancel());
    }
    awaitNotice("closed");
  }

  @Test
  void aDrainedConnectionClosesAfterItsLastStream() throws Exception {
    endpoint.greet();
    Attempt attempt = get();
    endpoint.await(Frame.HEADERS, 1);
    loop.onLoop(connection::drain);
    assertThat(loop.onLoop(connection::capacity)).isZero();
    answer(1, Frame.END_STREAM);
    assertThat(attempt.next()).isEqualTo("head 200 end");
    awaitNotice("closed");
  }

  @Test
  void theLengthOfAnAnswerToHeadIsNotItsBodys() throws Exception {
    endpoint.greet();
    Attempt attempt = attempt(request("HEAD"), true);
    endpoint.await(Frame.HEADERS, 1);
    answer(1, Frame.END_STREAM, "content-length", "500");
    assertThat(attempt.next()).isEqualTo("head 200 content-length=500 end");
  }

  static Stream<Arguments> bodiless() {
    return Stream.of(arguments("HEAD", 200), arguments("GET", 204), arguments("GET", 304));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("bodiless")
  void c8ABodyBehindABodilessHeadIsNobodys(String method, int status) throws Exception {
    endpoint.greet();
    Attempt attempt = attempt(request(method), true);
    endpoint.await(Frame.HEADERS, 1);
    endpoint.headers(1, 0, ":status", String.valueOf(status));
    endpoint.data(1, Frame.END_STREAM, "ok");
    assertThat(attempt.next()).isEqualTo("head " + status + " end");
    assertThat(endpoint.await(Frame.RST_STREAM, 1).error()).isEqualTo(CANCEL);
    assertThat(endpoint.answers()).isTrue();
    assertThat(attempt.isQuiet()).isTrue();
  }

  @Test
  void c10RequestTrailersPassForGrpcOnly() throws Exception {
    endpoint.greet();
    Head grpc = request("POST");
    grpc.fields().add("content-type", "application/grpc+proto");
    Attempt first = attempt(grpc, false);
    Attempt second = attempt(request("POST"), false);
    Fields trailers =
        Fields.of(
            "x-a", "1", "X-Forwarded-For", "2", "Authorization", "3", "Cookie", "4", "Host", "5");
    loop.onLoop(() -> first.stream().trailers(trailers));
    loop.onLoop(() -> second.stream().trailers(Fields.of("x-a", "1")));
    assertThat(endpoint.await(f -> f.is(Frame.HEADERS, 1) && f.endsStream()).fields())
        .isEqualTo(Map.of("x-a", "1"));
    Frame end = endpoint.await(f -> f.stream() == 3 && f.endsStream());
    assertThat(end.is(Frame.DATA)).isTrue();
    assertThat(end.payload()).isEmpty();
  }

  /** What a broken endpoint sends on stream 1. */
  interface Answer {
    void on(RawPeer endpoint) throws Exception;
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("no status", (Answer) e -> e.headers(1, 0, "x-a", "1")),
        arguments("a word as status", (Answer) e -> e.headers(1, 0, ":status", "abc")),
        arguments("status 99", (Answer) e -> e.headers(1, 0, ":status", "99")),
        arguments("status 101", (Answer) e -> e.headers(1, 0, ":status", "101")),
        arguments(
            "two statuses", (Answer) e -> e.headers(1, 0, ":status", "200", ":status", "200")),
        arguments("late status", (Answer) e -> e.headers(1, 0, "x-a", "1", ":status", "200")),
        arguments("request's field", (Answer) e -> e.headers(1, 0, ":status", "200", ":path", "/")),
        arguments("upper case", (Answer) e -> e.headers(1, 0, ":status", "200", "X-A", "1")),
        arguments("line end", (Answer) e -> e.headers(1, 0, ":status", "200", "x-a", "1\r\n2")),
        arguments(
            "two lengths",
            (Answer)
                e ->
                    e.headers(
                        1, 0, ":status", "200", "content-length", "1", "content-length", "1")),
        arguments(
            "length that is none",
            (Answer) e -> e.headers(1, 0, ":status", "200", "content-length", "x")),
        arguments(
            "too little data",
            (Answer) e -> e.headers(1, 1, ":status", "200", "content-length", "1")),
        arguments("informational end", (Answer) e -> e.headers(1, 1, ":status", "103")),
        arguments("data first", (Answer) e -> e.data(1, 0, "x")),
        arguments("push", (Answer) e -> e.send(5, 4, 1, new byte[4])),
        arguments("headers on stream 2", (Answer) e -> e.headers(2, 0, ":status", "200")),
        arguments("a frame too long", (Answer) e -> e.data(1, 0, new byte[16_385])),
        arguments(
            "another protocol", (Answer) e -> e.bytes(Ascii.bytes("HTTP/1.1 400 No\r\n\r\n"))),
        arguments("garbage HPACK", (Answer) e -> e.send(Frame.HEADERS, 4, 1, (byte) 0xff)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void aMalformedResponseFailsTheAttempt(String what, Answer answer) throws Exception {
    endpoint.greet();
    Attempt attempt = get();
    endpoint.await(Frame.HEADERS, 1);
    answer.on(endpoint);
    assertThat(attempt.next()).as(what).isEqualTo("failed MALFORMED");
  }

  @Test
  void aBodyLongerThanItsLengthFailsTheAttempt() throws Exception {
    endpoint.greet();
    Attempt attempt = get();
    endpoint.await(Frame.HEADERS, 1);
    answer(1, 0, "content-length", "2");
    endpoint.data(1, Frame.END_STREAM, "123");
    assertThat(attempt.next()).isEqualTo("head 200 content-length=2");
    assertThat(attempt.next()).isEqualTo("failed MALFORMED");
  }

  @Test
  void c8TheNinthInformationalHeadFailsTheAttempt() throws Exception {
    endpoint.greet();
    Attempt attempt = get();
    endpoint.await(Frame.HEADERS, 1);
    for (int i = 0; i < 9; i++) {
      endpoint.headers(1, 0, ":status", "103");
    }
    for (int i = 0; i < 8; i++) {
      assertThat(attempt.next()).isEqualTo("informational 103");
    }
    assertThat(attempt.next()).isEqualTo("failed MALFORMED");
  }

  @Test
  void aHeadThatIsTooLargeFailsItsAttemptAlone() throws Exception {
    endpoint.greet();
    Attempt attempt = get();
    Attempt other = get();
    endpoint.await(Frame.HEADERS, 3);
    byte[] block = RawPeer.block(":status", "200", "x-a", "a".repeat(12_000));
    byte[] more = RawPeer.block("x-b", "b".repeat(12_000));
    byte[] last = RawPeer.block("x-c", "c".repeat(12_000));
    endpoint.send(Frame.HEADERS, 0, 1, block);
    endpoint.send(Frame.CONTINUATION, 0, 1, more);
    endpoint.send(Frame.CONTINUATION, Frame.END_HEADERS, 1, last);
    assertThat(attempt.next()).isEqualTo("failed HEAD_TOO_LARGE");
    answer(3, Frame.END_STREAM);
    assertThat(other.next()).isEqualTo("head 200 end");
  }

  @Test
  void anEndpointThatDoesNotTakeABodyHoldsItsProducer() throws Exception {
    endpoint.greet();
    Attempt attempt = attempt(request("POST"), false);
    Consumer<Integer> write =
        n -> loop.onLoop(() -> attempt.stream().data(Unpooled.buffer(n).writeZero(n), false));
    write.accept(60_000);
    assertThat(attempt.next()).isEqualTo("granted 60000");
    write.accept(10_000);
    for (int got = 0; got < 65_535; ) {
      got += endpoint.await(Frame.DATA, 1).payload().length;
    }
    assertThat(attempt.next()).isEqualTo("granted 5535");
    assertThat(loop.onLoop(attempt::isQuiet)).isTrue();
    endpoint.window(0, 100_000).window(1, 100_000);
    assertThat(attempt.next()).isEqualTo("granted 4465");
  }
}
