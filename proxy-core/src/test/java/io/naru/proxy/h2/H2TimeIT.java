package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing that a client leaves undone lasts for ever, and a drain loses nothing (behaviour 11). */
@ExtendWith(Leaks.class)
class H2TimeIT {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int CANCEL = 8;
  private static final int SETTINGS_TIMEOUT = 4;
  private static final int INITIAL_WINDOW_SIZE = 4;

  private Producer producer = new Producer(1000);
  private final List<TestServer> servers = new ArrayList<>();

  /** Which of the times is short. */
  private enum Brief {
    NONE,
    HANDSHAKE,
    IDLE,
    HEAD,
    BODY,
    SEND
  }

  private RawPeer connect(Brief brief, int... settings) throws Exception {
    listen(brief, 1000);
    return RawPeer.client(port(), settings);
  }

  private void listen(Brief brief, int requests) throws Exception {
    H2Limits limits =
        new H2Limits(
            128,
            16 * 1024,
            32 * 1024,
            65_535,
            500,
            100,
            requests,
            brief == Brief.HANDSHAKE ? SHORT : LONG,
            brief == Brief.IDLE ? SHORT : LONG,
            brief == Brief.HEAD ? SHORT : LONG,
            brief == Brief.BODY ? SHORT : LONG,
            brief == Brief.SEND ? SHORT : LONG);
    servers.add(new TestServer(limits, producer));
  }

  private int port() {
    return servers.getFirst().port();
  }

  private void drain() {
    TestServer server = servers.getFirst();
    server.onLoop(() -> server.connection(0).drain());
  }

  @AfterEach
  void close() {
    servers.forEach(TestServer::close);
  }

  @Test
  void aClientThatSendsNoPrefaceIsClosed() throws Exception {
    listen(Brief.HANDSHAKE, 1000);
    try (RawPeer client = RawPeer.silentClient(port())) {
      assertThat(client.farewell().error()).isEqualTo(SETTINGS_TIMEOUT);
    }
  }

  @Test
  void aClientThatDoesNotAcknowledgeOurSettingsIsClosed() throws Exception {
    listen(Brief.HANDSHAKE, 1000);
    try (RawPeer client = RawPeer.silentClient(port())) {
      client.preface();
      client.settings();
      assertThat(client.farewell().error()).isEqualTo(SETTINGS_TIMEOUT);
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    try (RawPeer client = connect(Brief.IDLE)) {
      client.get(1);
      assertThat(client.body(1)).hasSize(1000);
      Frame goAway = client.farewell();
      assertThat(goAway.error()).isZero();
      assertThat(goAway.number()).isEqualTo(1);
    }
  }

  @Test
  void aHeaderBlockThatDoesNotEndClosesTheConnection() throws Exception {
    try (RawPeer client = connect(Brief.HEAD)) {
      client.send(Frame.HEADERS, 0, 1, RawPeer.block(":method", "GET"));
      assertThat(client.farewell().error()).isZero();
    }
  }

  @Test
  void aFrameThatDoesNotEndClosesTheConnection() throws Exception {
    try (RawPeer client = connect(Brief.HEAD)) {
      client.bytes((byte) 0, (byte) 0, (byte) 50);
      assertThat(client.farewell().error()).isZero();
    }
  }

  /** Has the time of a head pass: another client is closed because its own head does not end. */
  private void letAHeadExpire() throws IOException {
    try (RawPeer other = RawPeer.client(port())) {
      other.bytes((byte) 0);
      other.farewell();
    }
  }

  /** Sends the first part of a frame; what is left of it comes back. */
  private static byte[] begin(RawPeer client, byte[] frame, int part) throws IOException {
    client.bytes(Arrays.copyOf(frame, part));
    return Arrays.copyOfRange(frame, part, frame.length);
  }

  @Test
  void theTimeOfAFrameBeginsWithItsFirstByte() throws Exception {
    listen(Brief.HEAD, Integer.MAX_VALUE);
    try (RawPeer client = RawPeer.client(port())) {
      client.window(0, 1 << 30);
      long end = System.nanoTime() + 5 * SHORT.toNanos();
      byte[] rest = begin(client, client.hold().get(1).held(), 12);
      for (int id = 1; System.nanoTime() < end; id += 2) {
        byte[] next = client.hold().get(id + 2).held();
        client.hold().bytes(rest);
        rest = begin(client, next, 12);
        client.release();
        assertThat(client.body(id)).hasSize(1000);
      }
    }
  }

  @Test
  void aBodyIsNotBoundByTheTimeOfAHead() throws Exception {
    try (RawPeer client = connect(Brief.HEAD)) {
      client.post(1);
      byte[] rest = begin(client, client.hold().data(1, Frame.END_STREAM, "a body").held(), 12);
      letAHeadExpire();
      client.bytes(rest);
      assertThat(client.body(1)).hasSize(1000);
    }
  }

  @Test
  void aBodyThatComesSlowlyInsideOneFrameIsNotLate() throws Exception {
    listen(Brief.BODY, Integer.MAX_VALUE);
    try (RawPeer client = RawPeer.client(port());
        RawPeer other = RawPeer.client(port())) {
      other.window(0, 1 << 30);
      client.post(1);
      byte[] rest = client.hold().data(1, Frame.END_STREAM, new byte[16_000]).held();
      long end = System.nanoTime() + 5 * SHORT.toNanos();
      for (int id = 1; System.nanoTime() < end && rest.length > 1; id += 2) {
        rest = begin(client, rest, 1);
        other.get(id);
        assertThat(other.body(id)).hasSize(1000);
      }
      client.bytes(rest);
      assertThat(client.body(1)).hasSize(1000);
    }
  }

  @Test
  void aBodyThatPausesInsideAFrameIsReset() throws Exception {
    try (RawPeer client = connect(Brief.BODY)) {
      client.post(1);
      begin(client, client.hold().data(1, 0, "a body").held(), 12);
      assertThat(client.end(1).error()).isEqualTo(CANCEL);
      assertThat(producer.nextEnd()).isEqualTo("BODY_TIMEOUT");
    }
  }

  @Test
  void aBodyThatPausesTooLongIsReset() throws Exception {
    try (RawPeer client = connect(Brief.BODY)) {
      client.post(1).data(1, 0, new byte[10]);
      assertThat(client.end(1).error()).isEqualTo(CANCEL);
      assertThat(producer.nextEnd()).isEqualTo("BODY_TIMEOUT");
      assertThat(client.answers()).isTrue();
    }
  }

  @Test
  void aBodyThatWaitsForItsWindowIsNotLate() throws Exception {
    try (RawPeer client = connect(Brief.BODY)) {
      client.headers(
          1, 0, ":method", "POST", ":scheme", "http", ":path", "/stall", ":authority", "a");
      for (int sent = 0; sent < 65_535; sent += 13_107) {
        client.data(1, 0, new byte[13_107]);
      }
      client.post(3).data(3, 0, new byte[10]);
      assertThat(client.end(3).error()).isEqualTo(CANCEL);
      assertThat(producer.nextEnd()).isEqualTo("BODY_TIMEOUT");
      client.window(1, 1);
      assertThat(client.answers()).isTrue();
      client.reset(1, CANCEL);
      assertThat(producer.nextEnd()).isEqualTo("GONE");
    }
  }

  @Test
  void d9AResponseThatTheClientDoesNotTakeIsReset() throws Exception {
    try (RawPeer client = connect(Brief.SEND, INITIAL_WINDOW_SIZE, 0)) {
      client.get(1);
      assertThat(client.end(1).error()).isEqualTo(CANCEL);
      assertThat(producer.nextEnd()).isEqualTo("SEND_TIMEOUT");
    }
  }

  @Test
  void d12ADrainServesWhatIsOnItsWayAndThenCloses() throws Exception {
    try (RawPeer client = connect(Brief.NONE)) {
      client.post(1);
      client.answers();
      drain();
      Frame first = client.await(frame -> frame.is(Frame.GOAWAY));
      assertThat(first.number()).isEqualTo(Integer.MAX_VALUE);
      client.get(3);
      assertThat(client.body(3)).hasSize(1000);
      Frame second = client.await(frame -> frame.is(Frame.GOAWAY));
      assertThat(second.number()).isEqualTo(3);
      client.get(5);
      assertThat(client.end(5).error()).isEqualTo(7);
      assertThat(producer.nextRefusal()).isEqualTo("SHUTTING_DOWN");
      client.data(1, Frame.END_STREAM, "x");
      assertThat(client.body(1)).hasSize(1000);
      client.await(frame -> frame.is(Frame.END));
    }
  }

  /** A client that is sent away before its first request may have nowhere to go. */
  @Test
  void aDrainBeforeTheFirstRequestIsAnnouncedBehindIt() throws Exception {
    try (RawPeer client = connect(Brief.NONE)) {
      client.answers();
      drain();
      client.get(1);
      Frame ping = client.await(frame -> frame.is(Frame.PING));
      client.send(Frame.PING, Frame.ACK, 0, ping.payload());
      assertThat(client.farewell().number()).isEqualTo(1);
      assertThat(producer.nextEnd()).isEqualTo("completed");
    }
  }

  @Test
  void aDrainWithoutARequestIsAnnouncedAfterASecond() throws Exception {
    try (RawPeer client = connect(Brief.NONE)) {
      client.answers();
      drain();
      assertThat(client.await(frame -> frame.is(Frame.GOAWAY)).number())
          .isEqualTo(Integer.MAX_VALUE);
      Frame ping = client.await(frame -> frame.is(Frame.PING));
      client.send(Frame.PING, Frame.ACK, 0, ping.payload());
      assertThat(client.farewell().number()).isZero();
    }
  }

  @Test
  void aDrainedConnectionEndsOnceTheClientHasHeard() throws Exception {
    try (RawPeer client = connect(Brief.NONE)) {
      client.get(1);
      client.body(1);
      drain();
      Frame ping = client.await(frame -> frame.is(Frame.PING));
      client.send(Frame.PING, Frame.ACK, 0, ping.payload());
      assertThat(client.farewell().number()).isEqualTo(1);
    }
  }

  @Test
  void theLastAllowedRequestDrainsTheConnection() throws Exception {
    listen(Brief.NONE, 2);
    try (RawPeer client = RawPeer.client(port())) {
      client.get(1);
      assertThat(client.body(1)).hasSize(1000);
      client.get(3);
      Frame ping = client.await(frame -> frame.is(Frame.PING));
      client.send(Frame.PING, Frame.ACK, 0, ping.payload());
      assertThat(client.farewell().number()).isEqualTo(3);
      assertThat(producer.nextEnd()).isEqualTo("completed");
      assertThat(producer.nextEnd()).isEqualTo("completed");
    }
  }

  /** What was written before is flushed, and what was sent before is read. */
  private void letTheLoopGoOn() throws IOException {
    try (RawPeer other = RawPeer.client(port())) {
      assertThat(other.answers()).isTrue();
    }
  }

  /** Bytes that come after the close would turn it into a reset, which takes the response along. */
  @Test
  void theLastResponseArrivesWholeWhateverItsClientSends() throws Exception {
    producer = new Producer(100_000);
    listen(Brief.NONE, 1);
    try (RawPeer client = RawPeer.narrowClient(port())) {
      client.preface();
      client.settings(INITIAL_WINDOW_SIZE, 1 << 24);
      client.window(0, 1 << 24);
      client.await(frame -> frame.is(Frame.SETTINGS) && frame.flags() == 0);
      client.send(Frame.SETTINGS, Frame.ACK, 0);
      client.get(1);
      Frame ping = client.await(frame -> frame.is(Frame.PING));
      client.send(Frame.PING, Frame.ACK, 0, ping.payload());
      assertThat(producer.nextEnd()).isEqualTo("completed");
      letTheLoopGoOn();
      client.send(Frame.PING, 0, 0, new byte[8]);
      letTheLoopGoOn();
      assertThat(client.body(1)).hasSize(100_000);
      client.send(Frame.PING, 0, 0, new byte[8]);
      client.await(frame -> frame.is(Frame.END));
    }
  }
}
