package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One stalled stream never keeps another from flowing (catalogue D9), in all four directions. */
@ExtendWith(Leaks.class)
class H2FlowIT {
  private static final int MIB = 1 << 20;
  private static final int WINDOW = 65_535;
  private static final int INITIAL_WINDOW_SIZE = 4;

  private final Producer producer = new Producer(MIB);
  private final Bridge bridge = new Bridge();
  private TestServer back;
  private TestServer front;

  @BeforeEach
  void connect() throws Exception {
    back = TestServer.of(producer);
    front = TestServer.of(bridge);
    H2Client endpoint = front.connect(back.port(), bridge);
    front.onLoop(() -> bridge.to(endpoint));
  }

  @AfterEach
  void close() {
    front.close();
    back.close();
  }

  /** Reads a response to its end, giving back what comes on its stream, and counts its bytes. */
  private static int read(RawPeer client, int stream) throws IOException {
    int bytes = 0;
    while (true) {
      Frame frame = client.await(f -> f.stream() == stream);
      if (frame.is(Frame.RST_STREAM)) {
        throw new IOException("reset: " + frame.error());
      }
      if (frame.is(Frame.DATA)) {
        bytes += frame.payload().length;
        if (frame.payload().length > 0 && !frame.endsStream()) {
          client.window(stream, frame.payload().length);
        }
      }
      if (frame.endsStream()) {
        return bytes;
      }
    }
  }

  /** Sends a body as the stream's window allows; counts what it sent before it stalled or ended. */
  private static int upload(RawPeer client, int stream, int size) throws IOException {
    int window = WINDOW;
    int sent = 0;
    while (sent < size) {
      int n = Math.min(Math.min(16_384, window), size - sent);
      if (n > 0) {
        sent += n;
        window -= n;
        client.data(stream, sent == size ? Frame.END_STREAM : 0, new byte[n]);
      } else {
        window += client.await(Frame.WINDOW_UPDATE, stream).number();
      }
    }
    return sent;
  }

  @Test
  void aStalledResponseLeavesTheOthersFlowing() throws Exception {
    stalledResponse(back.port());
  }

  @Test
  void aStalledResponseLeavesTheOthersOfTheEndpointFlowing() throws Exception {
    stalledResponse(front.port());
  }

  private void stalledResponse(int port) throws Exception {
    try (RawPeer client = RawPeer.client(port)) {
      client.window(0, 16 * MIB);
      client.get(1).get(3);
      assertThat(read(client, 3)).isEqualTo(MIB);
      client.get(5);
      assertThat(read(client, 5)).isEqualTo(MIB);
      client.window(1, 2 * MIB);
      assertThat(read(client, 1)).isEqualTo(MIB - WINDOW);
      assertThat(producer.mostOut()).isLessThanOrEqualTo(Producer.CREDIT);
    }
  }

  @Test
  void aStalledUploadLeavesTheOthersFlowing() throws Exception {
    stalledUpload(back.port());
  }

  @Test
  void aStalledUploadLeavesTheOthersToTheEndpointFlowing() throws Exception {
    stalledUpload(front.port());
  }

  private static void stalledUpload(int port) throws Exception {
    try (RawPeer client = RawPeer.client(port)) {
      client.window(0, 16 * MIB);
      client.headers(
          1, 0, ":method", "POST", ":scheme", "http", ":path", "/stall", ":authority", "a");
      for (int sent = 0; sent < WINDOW; sent += 16_384) {
        client.data(1, 0, new byte[Math.min(16_384, WINDOW - sent)]);
      }
      client.post(3);
      assertThat(upload(client, 3, MIB)).isEqualTo(MIB);
      assertThat(read(client, 3)).isEqualTo(MIB);
      client.reset(1, 8);
      assertThat(client.answers()).isTrue();
    }
  }

  @Test
  void aWindowOfZeroHoldsTheProducerWithinItsCredit() throws Exception {
    try (RawPeer client = RawPeer.client(front.port(), INITIAL_WINDOW_SIZE, 0)) {
      client.window(0, 16 * MIB);
      client.get(1);
      assertThat(client.status(1)).isEqualTo("200");
      assertThat(client.answers()).isTrue();
      client.window(1, 1);
      assertThat(client.await(Frame.DATA, 1).payload()).hasSize(1);
      client.window(1, 2 * MIB);
      assertThat(read(client, 1)).isEqualTo(MIB - 1);
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleEndsBothSides() throws Exception {
    RawPeer client = RawPeer.client(front.port());
    client.get(1);
    client.await(Frame.DATA, 1);
    client.close();
    assertThat(bridge.event()).isEqualTo("GONE");
    assertThat(producer.nextEnd()).isEqualTo("GONE");
  }

  @Test
  void aClientThatResetsAStalledResponseFreesIt() throws Exception {
    try (RawPeer client = RawPeer.client(front.port())) {
      client.get(1);
      for (int got = 0; got < WINDOW; ) {
        got += client.await(Frame.DATA, 1).payload().length;
      }
      client.reset(1, 8);
      assertThat(bridge.event()).isEqualTo("GONE");
      assertThat(producer.nextEnd()).isEqualTo("GONE");
      client.window(0, 16 * MIB).get(3);
      assertThat(read(client, 3)).isEqualTo(MIB);
    }
  }

  @Test
  void anEndpointThatIsCutWhileItsResponseIsStalledResetsTheStream() throws Exception {
    try (RawPeer client = RawPeer.client(front.port())) {
      client.get(1);
      for (int got = 0; got < WINDOW; ) {
        got += client.await(Frame.DATA, 1).payload().length;
      }
      back.cut();
      assertThat(client.end(1).type()).isEqualTo(Frame.RST_STREAM);
      assertThat(bridge.event()).isEqualTo("RESET");
    }
  }
}
