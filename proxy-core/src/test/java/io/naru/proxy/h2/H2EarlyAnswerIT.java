package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An answer that is whole before its request is reaches its client, whatever that still sends. */
@ExtendWith(Leaks.class)
class H2EarlyAnswerIT {
  private static final int NO_ERROR = 0;
  private static final int WINDOW = 65_535;
  private static final int PIECE = 5_000;

  private final LinkedBlockingQueue<Optional<Fault>> ends = new LinkedBlockingQueue<>();
  private TestServer server;
  private RawPeer client;

  /** Refuses every body. */
  private final class Refusing implements RequestAcceptor {
    @Override
    public RequestSink begin(Head head, boolean end, Downstream downstream) {
      downstream.discard();
      downstream.reply(refuse(Fault.Refusal.BODY_TOO_LARGE, false, downstream.connection()));
      return new Recorder(ends::add);
    }

    @Override
    public Reply refuse(Fault fault, boolean grpc, ConnectionFacts connection) {
      return FaultResponse.of(fault, grpc);
    }
  }

  @BeforeEach
  void connect() throws Exception {
    listen(Duration.ofMinutes(1));
  }

  private void listen(Duration bodyPause) throws Exception {
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
                all.requests(),
                all.handshake(),
                all.idle(),
                all.headTime(),
                bodyPause,
                all.sendPause()),
            new Refusing());
    client = RawPeer.client(server.port());
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  private void awaitAnswer() throws Exception {
    assertThat(client.status(1)).isEqualTo("413");
    assertThat(client.await(Frame.DATA, 1).endsStream()).isTrue();
    assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(Optional.empty());
  }

  /**
   * Sends up to so many bytes as the stream's window allows.
   *
   * @return the reset that came, or a frame that is none
   */
  private Frame upload(int size) throws IOException {
    int window = WINDOW;
    for (int sent = 0; sent < size; sent += PIECE) {
      while (window < PIECE) {
        Frame frame = client.await(f -> f.is(Frame.WINDOW_UPDATE, 1) || f.is(Frame.RST_STREAM, 1));
        if (frame.is(Frame.RST_STREAM)) {
          return frame;
        }
        window += frame.number();
      }
      window -= PIECE;
      client.data(1, 0, new byte[PIECE]);
    }
    client.data(1, Frame.END_STREAM);
    client.send(Frame.PING, 0, 0, new byte[8]);
    return client.await(f -> f.is(Frame.PING) || f.is(Frame.RST_STREAM, 1));
  }

  @Test
  void anUploadThatEndsIsNeverReset() throws Exception {
    client.post(1);
    awaitAnswer();
    assertThat(upload(300_000).type()).isEqualTo(Frame.PING);
    assertThat(client.get(3).status(3)).isEqualTo("413");
  }

  @Test
  void anUploadThatItsClientGivesUpIsNotResetToo() throws Exception {
    client.post(1);
    awaitAnswer();
    client.reset(1, NO_ERROR);
    assertThat(client.get(3).next().is(Frame.HEADERS, 3)).isTrue();
  }

  @Test
  void aClientThatPausesIsResetBehindTheAnswer() throws Exception {
    close();
    listen(Duration.ofMillis(200));
    client.post(1);
    awaitAnswer();
    assertThat(client.await(Frame.RST_STREAM, 1).error()).isEqualTo(NO_ERROR);
    client.data(1, 0, new byte[PIECE]);
    assertThat(client.answers()).isTrue();
  }

  @Test
  void anUploadWithoutAnEndHasNoWindowAndThenNoStream() throws Exception {
    close();
    listen(Duration.ofMillis(200));
    client.post(1);
    awaitAnswer();
    Frame end = upload(100 << 20);
    assertThat(end.is(Frame.RST_STREAM)).isTrue();
    assertThat(end.error()).isEqualTo(NO_ERROR);
    assertThat(client.answers()).isTrue();
  }

  @Test
  void aConnectionThatIsCutMeanwhileLeavesNothing() throws Exception {
    client.post(1).data(1, 0, new byte[PIECE]);
    awaitAnswer();
    client.close();
  }
}
