package io.naru.controller.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers every request with its own name and with what it saw.
final class EchoServer implements DemoServer {
  private final String title;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  EchoServer(String title) throws IOException {
    this.title = title;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @Override
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      try (InputStream body = exchange.getRequestBody()) {
        body.transferTo(OutputStream.nullOutputStream());
      }
      byte[] text = seen(exchange).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, head ? -1 : text.length);
      if (!head) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  private String seen(HttpExchange exchange) {
    StringBuilder text = new StringBuilder("This is the service " + title + ". It saw:\n");
    text.append(
        "%s %s %s%n"
            .formatted(
                exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getProtocol()));
    new TreeMap<>(exchange.getRequestHeaders())
        .forEach((name, values) ->
            values.forEach(
                value -> text.append(name.toLowerCase(Locale.ROOT) + ": " + value + "\n")));
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
