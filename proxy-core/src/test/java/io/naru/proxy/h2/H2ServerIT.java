package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class H2ServerIT {
  private final EchoAcceptor acceptor = new EchoAcceptor();
  private TestServer server;
  private RawPeer client;

  @BeforeEach
  void connect() throws Exception {
    server = TestServer.of(acceptor);
    client = RawPeer.client(server.port());
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void aRequestBecomesAHeadAsHttp1WouldHaveBroughtIt() throws Exception {
    client.get(1, "x-a", "1", "cookie", "a=1", "accept", "*/*", "cookie", "b=2");
    assertThat(client.body(1))
        .isEqualTo(
            """
            GET / a.test
            x-a: 1
            accept: */*
            cookie: a=1; b=2
            host: a.test
            """);
    assertThat(acceptor.nextEnd()).isEqualTo("completed");
  }

  @Test
  void aBodyAndItsTrailersComeBack() throws Exception {
    client.post(1).data(1, 0, "hello ").data(1, 0, "world");
    client.headers(1, Frame.END_STREAM, "grpc-status", "0", "x-checksum", "abc");
    assertThat(client.status(1)).isEqualTo("200");
    // in one frame or in two: small parts that wait for each other go together
    StringBuilder body = new StringBuilder();
    while (body.length() < "hello world".length()) {
      body.append(client.await(Frame.DATA, 1).text());
    }
    assertThat(body).hasToString("hello world");
    Frame trailers = client.await(Frame.HEADERS, 1);
    assertThat(trailers.endsStream()).isTrue();
    assertThat(trailers.fields())
        .containsEntry("grpc-status", "0")
        .containsEntry("x-checksum", "abc");
    assertThat(acceptor.nextEnd()).isEqualTo("completed");
  }
}
