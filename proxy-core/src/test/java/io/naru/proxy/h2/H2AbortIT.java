package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Ascii;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Catalogue D10: a peer that goes away at any byte of a conversation leaves nothing behind. */
@ExtendWith(Leaks.class)
class H2AbortIT {
  private static final int HEADERS_END = Frame.END_HEADERS;

  private static void frame(List<byte[]> script, int type, int flags, int stream, byte... payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(payload.length >> 16);
    frame.write(payload.length >> 8);
    frame.write(payload.length);
    frame.write(type);
    frame.write(flags);
    frame.writeBytes(RawPeer.number(stream));
    frame.writeBytes(payload);
    script.add(frame.toByteArray());
  }

  /** The bytes of a script up to every frame's begin, middle and end. */
  private static List<byte[]> cuts(List<byte[]> script) {
    List<byte[]> cuts = new ArrayList<>();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (byte[] frame : script) {
      cuts.add(sent.toByteArray());
      sent.write(frame, 0, frame.length / 2);
      cuts.add(sent.toByteArray());
      sent.write(frame, frame.length / 2, frame.length - frame.length / 2);
    }
    cuts.add(sent.toByteArray());
    return cuts;
  }

  private static List<byte[]> request() {
    List<byte[]> script = new ArrayList<>();
    byte[] head =
        RawPeer.block(
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            "/",
            ":authority",
            "a",
            "te",
            "trailers",
            "content-type",
            "application/grpc");
    frame(script, Frame.HEADERS, HEADERS_END, 1, head);
    frame(script, Frame.DATA, 0, 1, new byte[5000]);
    frame(script, Frame.HEADERS, HEADERS_END, 3, head);
    frame(script, Frame.DATA, 0, 3, new byte[100]);
    frame(script, Frame.DATA, 0, 1, new byte[5000]);
    frame(script, Frame.HEADERS, HEADERS_END | Frame.END_STREAM, 1, RawPeer.block("x-a", "1"));
    frame(script, Frame.RST_STREAM, 0, 3, RawPeer.number(8));
    return script;
  }

  private static List<byte[]> response() {
    List<byte[]> script = new ArrayList<>();
    frame(script, Frame.HEADERS, HEADERS_END, 1, RawPeer.block(":status", "103"));
    frame(script, Frame.HEADERS, HEADERS_END, 1, RawPeer.block(":status", "200"));
    frame(script, Frame.DATA, 0, 1, new byte[5000]);
    frame(script, Frame.DATA, 0, 1, new byte[5000]);
    frame(script, Frame.HEADERS, HEADERS_END | Frame.END_STREAM, 1, RawPeer.block("x-a", "1"));
    return script;
  }

  @Test
  void d10AClientThatGoesAwayAtAnyFrame() throws Exception {
    Bridge bridge = new Bridge();
    try (TestServer back = new TestServer(H2Limits.ENDPOINTS, new EchoAcceptor());
        TestServer front = TestServer.of(bridge)) {
      H2Client endpoint = front.connect(back.port(), bridge);
      front.onLoop(() -> bridge.to(endpoint));
      for (byte[] cut : cuts(request())) {
        for (int i = 0; i < 5; i++) {
          RawPeer client = RawPeer.client(front.port());
          client.bytes(cut);
          assertThat(i % 2 == 1 || cut.length == 0 || client.next().type() >= 0).isTrue();
          client.close();
        }
      }
      try (RawPeer client = RawPeer.client(front.port())) {
        client.get(1);
        assertThat(client.body(1)).startsWith("GET / a.test");
      }
    }
  }

  @Test
  void d10AnEndpointThatGoesAwayAtAnyFrame() throws Exception {
    Bridge bridge = new Bridge();
    List<byte[]> cuts = cuts(response());
    try (TestServer front = TestServer.of(bridge);
        ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      for (byte[] cut : cuts) {
        H2Client connection = front.connect(listener.getLocalPort(), bridge);
        front.onLoop(() -> bridge.to(connection));
        RawPeer endpoint = new RawPeer(listener.accept());
        try (RawPeer client = RawPeer.client(front.port())) {
          endpoint.greet();
          client.request(1, "GET", Frame.END_STREAM);
          endpoint.await(Frame.HEADERS, 1);
          endpoint.bytes(cut);
          endpoint.close();
          boolean whole = cut.length == cuts.getLast().length;
          Frame end = client.end(1);
          assertThat(whole ? end.endsStream() : end.is(Frame.RST_STREAM) || end.endsStream())
              .isTrue();
        }
      }
    }
  }

  @Test
  void aClientThatSpeaksAnotherProtocolIsClosed() throws Exception {
    try (TestServer server = TestServer.of(new EchoAcceptor());
        RawPeer client = RawPeer.silentClient(server.port())) {
      client.bytes(Ascii.bytes("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"));
      assertThat(client.farewell().error()).isEqualTo(1);
    }
  }
}
