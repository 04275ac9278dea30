package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients of good faith send by the thousand; none of them meets a budget against floods. */
@ExtendWith(Leaks.class)
class H2HonestPeersIT {
  private static final int CANCEL = 8;
  private static final int EVENTS = 5_000;
  private static final int EVENT = 20;
  private static final int MANY = 3_000;

  private TestServer server;
  private RawPeer client;

  /**
   * By path: {@code /events} is answered with many small frames, each when the one before it went
   * out; {@code /begun} with the first of them only; {@code /silent} not at all; all others at
   * once, or behind their body.
   */
  private static final class Application implements RequestAcceptor {
    @Override
    public RequestSink begin(Head head, boolean end, Downstream client) {
      return switch (head.target()) {
        case "/events" -> new Events(client, EVENTS).begin();
        case "/begun" -> new Events(client, 1).begin();
        case "/silent" -> new Recorder(_ -> {});
        default -> new Whole(client, end);
      };
    }

    @Override
    public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
      return FaultResponse.of(fault, grpc);
    }
  }

  private abstract static class Sink implements RequestSink {
    @Override
    public void data(ByteBuf data, boolean end) {
      data.release();
    }

    @Override
    public void trailers(Fields trailers) {}

    @Override
    public void granted(int bytes) {}

    @Override
    public void aborted(Fault fault) {}

    @Override
    public void completed() {}
  }

  private static final class Events extends Sink {
    private final Downstream client;
    private int left;

    Events(Downstream client, int events) {
      this.client = client;
      this.left = events;
    }

    Events begin() {
      client.head(EchoAcceptor.response(), new HeadEdits(), false);
      granted(0);
      return this;
    }

    /** The one that ends the stream stays out where there is to be no end. */
    @Override
    public void granted(int bytes) {
      if (left > 0) {
        left--;
        client.data(Unpooled.buffer(EVENT).writeZero(EVENT), false);
      }
    }
  }

  private static final class Whole extends Sink {
    private final Downstream client;

    Whole(Downstream client, boolean end) {
      this.client = client;
      answer(end);
    }

    private void answer(boolean end) {
      if (end) {
        client.reply(new Reply(200, Fields.of(), "ok", false));
      }
    }

    @Override
    public void data(ByteBuf data, boolean end) {
      client.grant(data.readableBytes());
      data.release();
      answer(end);
    }
  }

  @BeforeEach
  void connect() throws Exception {
    H2Limits all = H2Limits.CLIENTS;
    server =
        new TestServer(
            new H2Limits(
                all.streams(),
                all.field(),
                all.block(),
                all.window(),
                all.resets(),
                all.idleFrames(),
                Integer.MAX_VALUE,
                all.handshake(),
                all.idle(),
                all.headTime(),
                all.bodyPause(),
                all.sendPause()),
            new Application());
    client = RawPeer.client(server.port());
    client.window(0, 1 << 28);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  private void ask(int stream, String path) throws IOException {
    client.headers(
        stream,
        Frame.END_STREAM,
        ":method",
        "GET",
        ":scheme",
        "http",
        ":path",
        path,
        ":authority",
        "a");
  }

  private Frame awaitUntroubled(int type, int stream) throws IOException {
    return client.await(frame -> {
      assertThat(frame.is(Frame.GOAWAY)).as(() -> "a farewell: " + frame + frame.text()).isFalse();
      return frame.is(type, stream);
    });
  }

  /** The connection goes on, and has not been said farewell to. */
  private void assertUntroubled() throws IOException {
    byte[] mark = {1, 2, 3, 4, 5, 6, 7, 8};
    client.send(Frame.PING, 0, 0, mark);
    Frame answer = awaitUntroubled(Frame.PING, 0);
    while (answer.flags() != Frame.ACK || !Arrays.equals(answer.payload(), mark)) {
      answer = awaitUntroubled(Frame.PING, 0);
    }
  }

  /** What a client does when a DATA frame came. */
  interface OnData {
    void came(RawPeer client, int bytes) throws IOException;
  }

  static Stream<Arguments> readers() {
    return Stream.of(
        arguments("Dart: both windows", (OnData) H2HonestPeersIT::bothWindows),
        arguments(
            "both windows and a ping",
            (OnData)
                (client, bytes) -> {
                  bothWindows(client, bytes);
                  client.send(Frame.PING, 0, 0, new byte[8]);
                }),
        arguments(
            "gRPC: a ping, and new settings",
            (OnData)
                (client, bytes) -> {
                  client.send(Frame.PING, 0, 0, new byte[8]);
                  client.settings(4, 1 << 20);
                  client.window(1, bytes);
                }));
  }

  private static void bothWindows(RawPeer client, int bytes) throws IOException {
    client.window(1, bytes).window(0, bytes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readers")
  void whoAnswersEachSmallEventReadsThemAll(String what, OnData reader) throws Exception {
    ask(1, "/events");
    for (int i = 0; i < EVENTS; i++) {
      reader.came(client, awaitUntroubled(Frame.DATA, 1).payload().length);
    }
    assertUntroubled();
  }

  @Test
  void whoAnswersAllEventsOnlyInTheEndIsNotPunishedForIt() throws Exception {
    client.settings(4, 1 << 24);
    ask(1, "/events");
    for (int i = 0; i < EVENTS; i++) {
      awaitUntroubled(Frame.DATA, 1);
    }
    client.hold();
    for (int i = 0; i < EVENTS; i++) {
      bothWindows(client, EVENT);
    }
    client.release();
    assertUntroubled();
  }

  @Test
  void aWindowThatIsReturnedByteByByteIsThatOfABody() throws Exception {
    client.settings(4, 1);
    ask(1, "/events");
    for (int i = 0; i < EVENTS; i++) {
      bothWindows(client, awaitUntroubled(Frame.DATA, 1).payload().length);
    }
    assertUntroubled();
  }

  @Test
  void aPingEachTenSecondsGoesOnForDays() throws Exception {
    for (int i = 0; i < EVENTS; i++) {
      client.send(Frame.PING, 0, 0, new byte[8]);
      awaitUntroubled(Frame.PING, 0);
      server.pass(Duration.ofSeconds(10));
    }
    assertUntroubled();
  }

  @Test
  void aCallStreamsSmallMessages() throws Exception {
    client.post(1).hold();
    for (int i = 0; i < EVENTS; i++) {
      client.data(1, 0, new byte[6]).send(Frame.PING, 0, 0, new byte[8]);
    }
    client.data(1, Frame.END_STREAM).release();
    assertThat(awaitUntroubled(Frame.DATA, 1).text()).isEqualTo("ok");
    assertUntroubled();
  }

  @Test
  void requestsComeWithPrioritiesAndWindowsOfTheirOwn() throws Exception {
    byte[] priority = {0, 0, 0, 0, 16};
    for (int id = 1; id < 2 * MANY; id += 2) {
      client.hold();
      ask(id, "/");
      client.window(id, 1 << 20);
      client.send(Frame.PRIORITY, 0, id, priority).send(Frame.PRIORITY, 0, id, priority);
      client.release();
      assertThat(awaitUntroubled(Frame.DATA, id).text()).isEqualTo("ok");
      client.send(Frame.PRIORITY, 0, id, priority).window(0, 2);
    }
    assertUntroubled();
  }

  @Test
  void eachBodyIsItsOwnFrameWithAnEmptyEnd() throws Exception {
    for (int id = 1; id < 2 * MANY; id += 2) {
      client.hold().post(id).data(id, 0).data(id, 0, "x").data(id, Frame.END_STREAM).release();
      assertThat(awaitUntroubled(Frame.DATA, id).text()).isEqualTo("ok");
    }
    assertUntroubled();
  }

  @Test
  void answersThatBeganAreCancelledWhileALongOneGoesOn() throws Exception {
    ask(1, "/begun");
    awaitUntroubled(Frame.DATA, 1);
    for (int id = 3; id < 2 * MANY; id += 2) {
      ask(id, "/begun");
      awaitUntroubled(Frame.DATA, id);
      client.reset(id, CANCEL);
    }
    assertUntroubled();
  }

  @Test
  void pagesAreLeftBeforeTheirAnswers() throws Exception {
    int id = 1;
    for (int page = 0; page < 4; page++) {
      client.hold();
      int first = id;
      for (int i = 0; i < 100; i++, id += 2) {
        ask(id, "/silent");
      }
      for (int i = first; i < id; i += 2) {
        client.reset(i, CANCEL);
      }
      client.release();
    }
    assertUntroubled();
  }

  @Test
  void aGatewaysUsersLeaveByTheThousandWhileOthersAreServed() throws Exception {
    for (int id = 1; id < 6 * MANY; id += 6) {
      client.hold();
      ask(id, "/silent");
      ask(id + 2, "/");
      ask(id + 4, "/");
      client.reset(id, CANCEL).release();
      awaitUntroubled(Frame.DATA, id + 4);
    }
    assertUntroubled();
  }

  @Test
  void callsWhoseDeadlinesPassInAStalledServiceCostTheirPlacesOnly() throws Exception {
    int id = 1;
    for (int batch = 0; batch < 30; batch++) {
      client.hold();
      int first = id;
      for (int i = 0; i < 100; i++, id += 2) {
        ask(id, "/silent");
      }
      client.release();
      assertUntroubled();
      server.pass(Duration.ofMillis(1100));
      client.hold();
      for (int i = first; i < id; i += 2) {
        client.reset(i, CANCEL);
      }
      client.release();
    }
    assertUntroubled();
  }

  @Test
  void requestsBeyondTheLimitAreRefusedAndNothingElse() throws Exception {
    client.hold();
    for (int id = 1; id < 2 * MANY; id += 2) {
      ask(id, "/silent");
    }
    client.release();
    assertThat(awaitUntroubled(Frame.RST_STREAM, 2 * MANY - 1).error()).isEqualTo(7);
    assertUntroubled();
  }
}
