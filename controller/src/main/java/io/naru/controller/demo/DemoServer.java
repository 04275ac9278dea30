package io.naru.controller.demo;

import java.io.IOException;

/// A server behind one Service, on a free port of the loopback address.
sealed interface DemoServer extends AutoCloseable permits EchoServer, GreeterServer {

  /// Listens at once.
  static DemoServer behind(DemoService service) throws IOException {
    return service.grpc() ? new GreeterServer(service.title()) : new EchoServer(service.title());
  }

  int port();

  @Override
  void close();
}
