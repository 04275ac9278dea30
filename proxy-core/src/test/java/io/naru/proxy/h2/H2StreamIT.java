package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** What an exchange can do with its stream, and what the client can do to it meanwhile. */
@ExtendWith(Leaks.class)
class H2StreamIT {
  private static final int INTERNAL_ERROR = 2;

  private final LinkedBlockingQueue<Optional<Fault>> ends = new LinkedBlockingQueue<>();
  private Consumer<Downstream> exchange = client -> {};
  private TestServer server;
  private RawPeer client;

  private final class Scripted implements RequestAcceptor {
    @Override
    public RequestSink begin(Head head, boolean end, Downstream downstream) {
      exchange.accept(downstream);
      return new Recorder(ends::add);
    }

    @Override
    public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
      return FaultResponse.of(fault, grpc);
    }
  }

  @BeforeEach
  void connect() throws Exception {
    server = TestServer.of(new Scripted());
    client = RawPeer.client(server.port());
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  private Optional<Fault> nextEnd() throws InterruptedException {
    Optional<Fault> end = ends.poll(10, TimeUnit.SECONDS);
    return end == null ? Optional.of(new Fault.Internal("no end")) : end;
  }

  private static Reply reply(int status, String body) {
    return new Reply(status, Fields.of("Content-Type", "text/plain"), body, false);
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aReplyIsAHeadWithItsLengthAndABody() throws Exception {
    exchange = down -> down.reply(reply(404, "not here"));
    client.get(1);
    Frame head = client.await(Frame.HEADERS, 1);
    assertThat(head.fields())
        .isEqualTo(Map.of(":status", "404", "content-type", "text/plain", "content-length", "8"));
    assertThat(client.await(Frame.DATA, 1).text()).isEqualTo("not here");
    assertThat(nextEnd()).isEmpty();
  }

  @Test
  void aReplyToHeadHasNoBody() throws Exception {
    exchange = down -> down.reply(reply(404, "not here"));
    client.request(1, "HEAD", Frame.END_STREAM);
    Frame head = client.await(Frame.HEADERS, 1);
    assertThat(head.field("content-length")).isEqualTo("8");
    assertThat(head.endsStream()).isTrue();
  }

  @Test
  void whatWasOnItsWayToAResetStreamHarmsNobody() throws Exception {
    exchange = down -> down.abort(Fault.Upstream.RESET);
    client.post(1);
    client.await(Frame.RST_STREAM, 1);
    for (int i = 0; i < 640; i++) {
      client.data(1, 0, new byte[16_384]);
    }
    client.headers(1, Frame.END_STREAM, "x-trailer", "1");
    client.reset(1, 8).window(1, 1);
    assertThat(client.await(Frame.WINDOW_UPDATE, 0).number()).isGreaterThan(1 << 20);
    assertThat(client.answers()).isTrue();
  }

  @Test
  void whatWasOnItsWayToAMalformedRequestHarmsNobody() throws Exception {
    client.post(1, "X-Upper", "1");
    client.await(Frame.RST_STREAM, 1);
    for (int i = 0; i < 640; i++) {
      client.data(1, 0, new byte[16_384]);
    }
    assertThat(client.await(Frame.WINDOW_UPDATE, 0).number()).isGreaterThan(1 << 20);
    assertThat(client.answers()).isTrue();
  }

  @Test
  void aDiscardedBodyIsGivenBack() throws Exception {
    exchange = Downstream::discard;
    client.post(1);
    int window = 65_535;
    for (int sent = 0; sent < 1 << 20; sent += 4096) {
      while (window < 4096) {
        window += client.await(Frame.WINDOW_UPDATE, 1).number();
      }
      window -= 4096;
      client.data(1, 0, new byte[4096]);
    }
    assertThat(client.answers()).isTrue();
  }

  @Test
  void informationalHeadsComeBeforeTheFinalOne() throws Exception {
    exchange =
        down -> {
          Head hints = new Head();
          hints.status(103);
          hints.fields().add("Link", "</a.css>");
          down.informational(hints);
          down.reply(reply(200, ""));
        };
    client.get(1);
    Frame hints = client.await(Frame.HEADERS, 1);
    assertThat(hints.fields()).isEqualTo(Map.of(":status", "103", "link", "</a.css>"));
    assertThat(hints.endsStream()).isFalse();
    assertThat(client.status(1)).isEqualTo("200");
  }

  @Test
  void aTrailersOnlyAnswerIsOneBlock() throws Exception {
    exchange =
        down ->
            down.reply(
                new Reply(
                    200,
                    Fields.of("content-type", "application/grpc", "grpc-status", "14"),
                    "",
                    false));
    client.post(1, "content-type", "application/grpc");
    Frame head = client.await(Frame.HEADERS, 1);
    assertThat(head.endsStream()).isTrue();
    assertThat(head.field("grpc-status")).isEqualTo("14");
  }

  @Test
  void trailersOfAResponseKeepAllNamesButThoseThatMustNotBeThere() throws Exception {
    exchange =
        down -> {
          down.head(EchoAcceptor.response(), new HeadEdits(), false);
          down.data(text("message"), false);
          down.trailers(
              Fields.of(
                  "grpc-status", "0",
                  "x-request-id", "1",
                  "date", "today",
                  "server", "s",
                  "authorization", "a",
                  "cookie", "c",
                  "x-forwarded-for", "f",
                  "content-length", "7",
                  "content-type", "t",
                  "transfer-encoding", "chunked",
                  "connection", "close",
                  "trailer", "date",
                  "host", "h"));
        };
    client.get(1);
    assertThat(client.await(f -> f.is(Frame.HEADERS, 1) && f.endsStream()).fields())
        .isEqualTo(
            Map.of(
                "grpc-status", "0",
                "x-request-id", "1",
                "date", "today",
                "server", "s",
                "authorization", "a",
                "cookie", "c",
                "x-forwarded-for", "f"));
  }

  @Test
  void anAbortedResponseIsReset() throws Exception {
    exchange =
        down -> {
          down.head(EchoAcceptor.response(), new HeadEdits(), false);
          down.data(text("half"), false);
          down.abort(Fault.Upstream.RESET);
          down.data(text("late"), true);
        };
    client.get(1);
    assertThat(client.end(1).error()).isEqualTo(INTERNAL_ERROR);
    assertThat(client.answers()).isTrue();
    assertThat(ends).isEmpty();
  }

  @Test
  void aDefectCostsItsStreamAlone() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(FrameLayer.class);
    log.setLevel(Level.OFF);
    exchange =
        down -> {
          throw new IllegalStateException("a defect of a test");
        };
    client.get(1);
    assertThat(client.end(1).error()).isEqualTo(INTERNAL_ERROR);
    exchange = down -> down.reply(reply(200, ""));
    client.get(3);
    assertThat(client.status(3)).isEqualTo("200");
    log.setLevel(null);
  }

  @Test
  void c7AnExpectationIsAnsweredBeforeTheBody() throws Exception {
    client.post(1, "expect", "100-continue");
    assertThat(client.status(1)).isEqualTo("100");
  }

  @Test
  void c7AnUnknownExpectationIsRefused() throws Exception {
    client.post(1, "expect", "miracles");
    assertThat(client.status(1)).isEqualTo("417");
  }

  @Test
  void fieldsOfOneHopAreNeverWritten() throws Exception {
    exchange =
        down -> {
          Head head = EchoAcceptor.response();
          head.fields().add("Connection", "close");
          head.fields().add("Keep-Alive", "timeout=5");
          head.fields().add("Transfer-Encoding", "chunked");
          head.fields().add("Upgrade", "h2c");
          down.head(head, new HeadEdits(), true);
        };
    client.get(1);
    assertThat(client.await(Frame.HEADERS, 1).fields())
        .isEqualTo(Map.of(":status", "200", "content-type", "text/plain"));
  }

  @Test
  void editsAreAppliedWhileAHeadIsWritten() throws Exception {
    exchange =
        down -> {
          HeadEdits edits = new HeadEdits();
          edits.replace("content-type".getBytes(StandardCharsets.US_ASCII), new byte[] {'x'});
          edits.constants(Fields.of("Strict-Transport-Security", "max-age=1"));
          down.head(EchoAcceptor.response(), edits, true);
        };
    for (int id = 1; id < 12; id += 2) {
      client.get(id);
      assertThat(client.await(Frame.HEADERS, id).fields())
          .isEqualTo(
              Map.of(
                  ":status", "200", "content-type", "x", "strict-transport-security", "max-age=1"));
    }
  }

  @Test
  void aBlockThatIsTooLongForAFrameIsContinued() throws Exception {
    String large = "v".repeat(30_000);
    exchange =
        down -> {
          Head head = EchoAcceptor.response();
          head.fields().add("X-Large", large);
          down.head(head, new HeadEdits(), true);
        };
    client.get(1);
    assertThat(client.await(Frame.HEADERS, 1).field("x-large")).isEqualTo(large);
    exchange = down -> down.reply(reply(204, ""));
    client.get(3);
    assertThat(client.status(3)).isEqualTo("204");
  }
}
