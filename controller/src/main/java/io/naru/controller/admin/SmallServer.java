package io.naru.controller.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An HTTP server for a handful of pages, which only answers GET and HEAD. Its pages run on virtual
/// threads, so that a slow client costs nobody else anything.
///
/// Thread rule: started and closed by one thread.
final class SmallServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmallServer.class);
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Page> pages;
  private final Predicate<String> hosts;

  /// Listens at once.
  ///
  /// @param pages by path
  /// @param hosts which values of a request's Host are answered
  /// @throws IOException if the address cannot be had
  SmallServer(InetSocketAddress address, Map<String, Page> pages, Predicate<String> hosts)
      throws IOException {
    this.pages = Map.copyOf(pages);
    this.hosts = hosts;
    this.server = HttpServer.create(address, BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.bytes();
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException e) {
      LOG.debug("a client of the admin pages went away: {}", e.toString());
    }
  }

  private Answer answer(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.text(405, "only GET and HEAD\n");
    }
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (!hosts.test(host == null ? "" : host)) {
      return Answer.text(403, "not under this name\n");
    }
    Page page = pages.get(exchange.getRequestURI().getPath());
    return page == null ? Answer.text(404, "no such page\n") : safely(page);
  }

  private static Answer safely(Page page) {
    try {
      return page.answer();
    } catch (RuntimeException e) {
      LOG.error("a page failed", e);
      return Answer.text(500, "the page failed; the log says why\n");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
