package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both roles in a row: a client, our server, our client, an endpoint that echoes. */
@ExtendWith(Leaks.class)
class H2BridgeIT {
  private final EchoAcceptor echo = new EchoAcceptor();
  private final Bridge bridge = new Bridge();
  private TestServer back;
  private TestServer front;
  private RawPeer client;

  @BeforeEach
  void connect() throws Exception {
    back = TestServer.of(echo);
    front = TestServer.of(bridge);
    H2Client endpoint = front.connect(back.port(), bridge);
    front.onLoop(() -> bridge.to(endpoint));
    client = RawPeer.client(front.port());
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    front.close();
    back.close();
  }

  @Test
  void aRequestCrosses() throws Exception {
    client.get(1, "x-a", "1", "te", "trailers", "cookie", "a=1", "authorization", "Basic x");
    assertThat(client.body(1))
        .isEqualTo(
            """
            GET / a.test
            x-a: 1
            authorization: Basic x
            te: trailers
            cookie: a=1
            host: a.test
            """);
    assertThat(bridge.event()).isEqualTo("completed");
    assertThat(echo.nextEnd()).isEqualTo("completed");
  }

  @Test
  void aGrpcCallCrossesWithTrailersBothWays() throws Exception {
    client.post(1, "content-type", "application/grpc", "te", "trailers");
    client.data(1, 0, "ping");
    assertThat(client.status(1)).isEqualTo("200");
    assertThat(client.await(Frame.DATA, 1).text()).isEqualTo("ping");
    client.data(1, 0, "pong");
    assertThat(client.await(Frame.DATA, 1).text()).isEqualTo("pong");
    client.headers(1, Frame.END_STREAM, "x_meta", "a.b", "grpc-status", "0");
    Frame trailers = client.await(Frame.HEADERS, 1);
    assertThat(trailers.endsStream()).isTrue();
    assertThat(trailers.fields()).containsEntry("x_meta", "a.b").containsEntry("grpc-status", "0");
  }

  @Test
  void thousandsOfRequestsCrossOneConnection() throws Exception {
    for (int id = 1; id < 1800; id += 2) {
      client.get(id, "x-id", Integer.toString(id), "x-same", "same");
      assertThat(client.body(id)).contains("x-id: " + id + "\n").contains("x-same: same\n");
      assertThat(bridge.event()).isEqualTo("completed");
    }
  }

  @Test
  void aClientsResetReachesTheEndpoint() throws Exception {
    client.post(1);
    assertThat(client.status(1)).isEqualTo("200");
    client.reset(1, 8);
    assertThat(bridge.event()).isEqualTo("GONE");
    assertThat(echo.nextEnd()).isEqualTo("GONE");
    client.get(3);
    assertThat(client.status(3)).isEqualTo("200");
  }

  @Test
  void anEndpointThatIsLostAfterTheHeadResetsTheStream() throws Exception {
    client.post(1);
    assertThat(client.status(1)).isEqualTo("200");
    back.cut();
    assertThat(client.end(1).type()).isEqualTo(Frame.RST_STREAM);
    assertThat(bridge.event()).isEqualTo("RESET");
  }
}
