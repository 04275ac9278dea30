package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.NoExchange;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue D1 to D6: floods end their connection, and cost no more than their budget. */
@ExtendWith(Leaks.class)
class H2FloodIT {
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;

  private final Silent acceptor = new Silent();
  private TestServer server;
  private RawPeer client;

  /** Never answers, and counts what it holds. */
  private static final class Silent implements RequestAcceptor {
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final LinkedBlockingQueue<String> bodies = new LinkedBlockingQueue<>();

    @Override
    public RequestSink begin(Head head, boolean end, Downstream client) {
      begun.incrementAndGet();
      most.accumulateAndGet(open.incrementAndGet(), Math::max);
      return new Recorder(fault -> open.decrementAndGet(), bodies::add);
    }

    String nextBody() throws InterruptedException {
      return String.valueOf(bodies.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
      return FaultResponse.of(fault, grpc);
    }
  }

  @BeforeEach
  void connect() throws Exception {
    server = TestServer.of(acceptor);
    client = RawPeer.client(server.port());
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
    assertThat(acceptor.open).hasValue(0);
  }

  @Test
  void d1RapidResetEndsTheConnection() throws Exception {
    client.hold();
    for (int id = 1; id < 4000; id += 2) {
      client.get(id).reset(id, CANCEL);
    }
    client.release();
    assertThat(client.farewell().error()).isEqualTo(ENHANCE_YOUR_CALM);
    assertThat(acceptor.begun.get()).isLessThanOrEqualTo(501);
    assertThat(acceptor.most).hasValue(1);
  }

  @Test
  void d1AHundredResetsAreNoFlood() throws Exception {
    for (int id = 1; id < 200; id += 2) {
      client.get(id).reset(id, CANCEL);
    }
    assertThat(client.answers()).isTrue();
  }

  /** Frames on a stream that make the server reset it. */
  interface Provocation {
    void on(RawPeer client, int stream) throws Exception;
  }

  static Stream<Arguments> d2Provocations() {
    return Stream.of(
        arguments("window update of 0", (Provocation) (c, id) -> c.get(id).window(id, 0)),
        arguments(
            "window overflow", (Provocation) (c, id) -> c.get(id).window(id, Integer.MAX_VALUE)),
        arguments("data after the end", (Provocation) (c, id) -> c.get(id).data(id, 0, (byte) 1)),
        arguments("headers after the end", (Provocation) (c, id) -> c.get(id).get(id)),
        arguments(
            "wrong content-length",
            (Provocation) (c, id) -> c.post(id, "content-length", "1").data(id, 1, new byte[2])),
        arguments("malformed", (Provocation) (c, id) -> c.get(id, "X-Upper", "1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("d2Provocations")
  void d2ResetsThatAreProvokedCountAsWell(String what, Provocation provocation) throws Exception {
    client.hold();
    for (int id = 1; id < 1200; id += 2) {
      provocation.on(client, id);
    }
    client.release();
    assertThat(client.farewell().error()).as(what).isEqualTo(ENHANCE_YOUR_CALM);
  }

  @Test
  void d4AStreamBeyondTheLimitIsRefusedBeforeTheSettingsWereAcknowledged() throws Exception {
    try (RawPeer hasty = RawPeer.silentClient(server.port())) {
      hasty.hold().preface();
      hasty.settings();
      for (int id = 1; id <= 2 * 129; id += 2) {
        hasty.get(id);
      }
      hasty.release();
      Frame settings = hasty.await(frame -> frame.is(Frame.SETTINGS) && frame.flags() == 0);
      assertThat(setting(settings, 3)).isEqualTo(128);
      Frame refused = hasty.await(Frame.RST_STREAM, 257);
      assertThat(refused.error()).isEqualTo(REFUSED_STREAM);
      assertThat(acceptor.most).hasValue(128);
      hasty.data(257, 0, new byte[100]).reset(257, CANCEL).window(257, 10);
      assertThat(hasty.answers()).isTrue();
    }
  }

  private static int setting(Frame settings, int id) {
    byte[] bytes = settings.payload();
    for (int i = 0; i < bytes.length; i += 6) {
      if (bytes[i + 1] == id) {
        return new BigInteger(1, Arrays.copyOfRange(bytes, i + 2, i + 6)).intValueExact();
      }
    }
    return -1;
  }

  /** A frame that does nothing for a stream. */
  interface Idle {
    void send(RawPeer client) throws Exception;
  }

  static Stream<Arguments> d5Frames() {
    return Stream.of(
        arguments("ping", (Idle) c -> c.send(Frame.PING, 0, 0, new byte[8])),
        arguments("settings", (Idle) c -> c.settings()),
        arguments("priority", (Idle) c -> c.send(Frame.PRIORITY, 0, 5, new byte[] {0, 0, 0, 3, 1})),
        arguments("empty data", (Idle) c -> c.data(1, 0)),
        arguments("padded empty data", (Idle) c -> c.send(Frame.DATA, 8, 1, (byte) 0)),
        arguments(
            "nothing but padding",
            (Idle) c -> c.send(Frame.DATA, 8, 1, (byte) 2, (byte) 0, (byte) 0)),
        arguments("acknowledgement", (Idle) c -> c.send(Frame.PING, Frame.ACK, 0, new byte[8])),
        arguments("reset of what is closed", (Idle) c -> c.reset(1, CANCEL)),
        arguments("window update", (Idle) c -> c.window(0, 1)),
        arguments("unknown", (Idle) c -> c.send(99, 0, 0, new byte[3])));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("d5Frames")
  void d5AFloodOfFramesWithoutUseEndsTheConnection(String what, Idle idle) throws Exception {
    client.post(1).hold();
    for (int i = 0; i < 2000; i++) {
      idle.send(client);
    }
    client.release();
    assertThat(client.farewell().error()).as(what).isEqualTo(ENHANCE_YOUR_CALM);
  }

  @Test
  void d5WhatIsOpenMayEndBeforeTheConnectionDoes() throws Exception {
    client.post(1).get(3);
    for (int i = 0; i < 300; i++) {
      client.send(Frame.PING, 0, 0, new byte[8]);
    }
    Frame goAway = client.await(frame -> frame.is(Frame.GOAWAY));
    assertThat(goAway.error()).isEqualTo(ENHANCE_YOUR_CALM);
    assertThat(goAway.number()).isEqualTo(3);
    client.get(5);
    assertThat(client.end(5).error()).isEqualTo(REFUSED_STREAM);
    client.data(1, Frame.END_STREAM, "the rest");
    assertThat(acceptor.nextBody()).isEqualTo("the rest");
    client.reset(1, CANCEL).reset(3, CANCEL);
    client.await(frame -> frame.is(Frame.END));
  }

  @Test
  void d5WhatDoesNotEndIsWaitedForSoLongAndNotLonger() throws Exception {
    try (TestServer hurried = new TestServer(hurried(), acceptor);
        RawPeer peer = RawPeer.client(hurried.port())) {
      peer.post(1);
      for (int i = 0; i < 300; i++) {
        peer.send(Frame.PING, 0, 0, new byte[8]);
      }
      assertThat(peer.farewell().error()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  /** Grace and everything else that a client may let pass is short. */
  private static H2Limits hurried() {
    H2Limits all = H2Limits.CLIENTS;
    return new H2Limits(
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
        Duration.ofMillis(200));
  }

  @Test
  void d1WhatIsOpenMayEndBehindARapidResetToo() throws Exception {
    client.post(1).hold();
    for (int id = 3; id < 1100; id += 2) {
      client.get(id).reset(id, CANCEL);
    }
    client.release();
    Frame goAway = client.await(frame -> frame.is(Frame.GOAWAY));
    assertThat(goAway.error()).isEqualTo(ENHANCE_YOUR_CALM);
    client.data(1, Frame.END_STREAM, "the rest");
    assertThat(acceptor.nextBody()).isEqualTo("the rest");
    client.reset(1, CANCEL);
    client.await(frame -> frame.is(Frame.END));
  }

  /** Answers HEAD at once with a large head. */
  private static final class Large implements RequestAcceptor {
    private final AtomicInteger begun = new AtomicInteger();

    @Override
    public RequestSink begin(Head head, boolean end, Downstream client) {
      Head response = EchoAcceptor.response();
      begun.incrementAndGet();
      response.fields().add("X-Large", "{".repeat(8000));
      client.head(response, new HeadEdits(), true);
      return NoExchange.INSTANCE;
    }

    @Override
    public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
      return FaultResponse.of(fault, grpc);
    }
  }

  @Test
  void d9AClientThatTakesNoAnswersIsReadNoFurtherUntilItDoes() throws Exception {
    Large large = new Large();
    int all = 6000;
    try (TestServer eager = new TestServer(hurried(), large);
        RawPeer deaf = RawPeer.client(eager.port())) {
      deaf.hold();
      for (int id = 1; id < 2 * all; id += 2) {
        deaf.request(id, "HEAD", Frame.END_STREAM);
      }
      deaf.release();
      for (int i = 0; i < 20; i++) {
        try (RawPeer other = RawPeer.client(eager.port())) {
          assertThat(other.answers()).isTrue();
        }
      }
      assertThat(large.begun.get()).isLessThan(all);
      deaf.await(Frame.HEADERS, 2 * all - 1);
      assertThat(large.begun).hasValue(all);
    }
  }

  @Test
  void d5ABlockInManyFragmentsEndsTheConnection() throws Exception {
    byte[] block = RawPeer.block(":method", "GET", ":scheme", "http", ":path", "/", "x", "y");
    client.hold().send(Frame.HEADERS, 0, 1, block[0]);
    for (int i = 1; i < block.length; i++) {
      client.send(Frame.CONTINUATION, 0, 1, block[i]);
    }
    client.release();
    assertThat(client.farewell().error()).isEqualTo(ENHANCE_YOUR_CALM);
  }

  @Test
  void d5AnEmptyFragmentEndsTheConnection() throws Exception {
    client.send(Frame.HEADERS, 0, 1, RawPeer.block(":method", "GET"));
    client.send(Frame.CONTINUATION, 0, 1);
    assertThat(client.farewell().error()).isEqualTo(ENHANCE_YOUR_CALM);
  }

  @Test
  void d5HeadersForAStreamThatWasResetAreWithinTheBudget() throws Exception {
    client.get(1, "X-Upper", "1");
    client.await(Frame.RST_STREAM, 1);
    client.hold();
    for (int i = 0; i < 1000; i++) {
      client.get(1);
    }
    client.release();
    assertThat(client.farewell().error()).isEqualTo(ENHANCE_YOUR_CALM);
  }

  @Test
  void d6ABlockIsMeasuredAsItIsDecoded() throws Exception {
    byte[] entry = RawPeer.block("x-bomb", "b".repeat(3900));
    entry[0] = 0x40;
    byte[] start = RawPeer.block(":method", "GET", ":scheme", "http", ":path", "/");
    byte[] bomb = new byte[start.length + entry.length + 1000];
    System.arraycopy(start, 0, bomb, 0, start.length);
    System.arraycopy(entry, 0, bomb, start.length, entry.length);
    Arrays.fill(bomb, start.length + entry.length, bomb.length, (byte) (0x80 | 62));
    client.send(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1, bomb);
    assertThat(client.farewell().error()).isEqualTo(ENHANCE_YOUR_CALM);
    assertThat(acceptor.begun).hasValue(0);
  }

  @Test
  void d6AFieldOverItsLimitEndsTheConnection() throws Exception {
    client.send(
        Frame.HEADERS,
        0,
        1,
        RawPeer.block(":method", "GET", ":scheme", "http", ":path", "/", ":authority", "a"));
    byte[] field = RawPeer.block("x-large", "l".repeat(17_000));
    client.send(Frame.CONTINUATION, 0, 1, Arrays.copyOf(field, 10_000));
    client.send(
        Frame.CONTINUATION, Frame.END_HEADERS, 1, Arrays.copyOfRange(field, 10_000, field.length));
    assertThat(client.farewell().error()).isEqualTo(ENHANCE_YOUR_CALM);
  }

  @Test
  void d6TheLimitOfABlockIsAdvertised() throws Exception {
    try (RawPeer peer = RawPeer.silentClient(server.port())) {
      peer.preface();
      peer.settings();
      Frame settings = peer.await(frame -> frame.is(Frame.SETTINGS) && frame.flags() == 0);
      assertThat(setting(settings, 6)).isEqualTo(H2Limits.CLIENTS.block());
    }
  }

  @Test
  void d6AFieldWithinItsLimitPasses() throws Exception {
    client.get(1, "x-large", "l".repeat(12_000));
    assertThat(client.answers()).isTrue();
    assertThat(acceptor.begun).hasValue(1);
  }
}
