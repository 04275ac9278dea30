package io.naru.controller.testkit;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/// An HTTP proxy before an API server, without an error and without truth: it has the lists that a
/// test chooses answered as if there were no objects.
///
/// Thread rule: one thread uses it; each direction of each connection has a virtual thread, and
/// each request is judged on one.
public final class LyingProxy implements AutoCloseable {
  private static final String NONE = "labelSelector=naru.test%2Fnone%3Dnone";

  private final Config direct;
  private final URI server;
  private final SSLContext tls;
  private final ServerSocket listener;
  private final Predicate<Asked> lie;

  /// A request.
  ///
  /// @param target path and query
  /// @param metadata whether it asks for metadata alone
  public record Asked(String target, boolean metadata) {

    /// Whether it lists whole objects.
    public boolean isList() {
      return !metadata && target.contains("limit=") && !isWatch();
    }

    /// The same of labels that no object has.
    String emptied() {
      return target.replaceAll("labelSelector=[^&]*", "") + "&" + NONE;
    }

    boolean isWatch() {
      return target.contains("watch=true");
    }
  }

  private LyingProxy(Config direct, ServerSocket listener, Predicate<Asked> lie)
      throws GeneralSecurityException, IOException {
    this.direct = direct;
    this.server = URI.create(direct.getMasterUrl());
    this.tls = SSLUtils.sslContext(direct);
    this.listener = listener;
    this.lie = lie;
    Thread.ofVirtual().start(this::run);
  }

  /// Before this server.
  ///
  /// @param lie which lists it empties; it may wait, and a request that the server does not get may
  ///   wait with it
  public static LyingProxy before(TestCluster cluster, Predicate<Asked> lie) {
    try {
      return new LyingProxy(
          cluster.config(), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), lie);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The server behind it.
  public Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("http://127.0.0.1:" + listener.getLocalPort() + "/")
        .build();
  }

  private void run() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // It is closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      List<String> head = head(client);
      try (Socket upstream =
          tls.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
        upstream.getOutputStream().write(forwarded(head).getBytes(StandardCharsets.ISO_8859_1));
        Thread back = Thread.ofVirtual().start(() -> pump(upstream, client));
        pump(client, upstream);
        back.join();
      }
    } catch (IOException _) {
      // Either side is gone: so is the other.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> head(Socket client) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = client.getInputStream().read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1).lines().filter(it -> !it.isEmpty()).toList();
  }

  /// One request a connection, but for a watch, which may ask for another protocol.
  private String forwarded(List<String> head) {
    String[] line = head.getFirst().split(" ", -1);
    Asked asked =
        new Asked(line[1], head.stream().anyMatch(it -> it.contains("PartialObjectMetadataList")));
    String target = lie.test(asked) ? asked.emptied() : asked.target();
    StringBuilder all = new StringBuilder(line[0] + " " + target + " " + line[2] + "\r\n");
    head.stream()
        .skip(1)
        .filter(it -> passes(it, asked))
        .forEach(it -> all.append(it).append("\r\n"));
    all.append("Host: ").append(server.getAuthority()).append("\r\n");
    all.append("Authorization: Bearer ").append(direct.getAutoOAuthToken()).append("\r\n");
    return all.append(asked.isWatch() ? "\r\n" : "Connection: close\r\n\r\n").toString();
  }

  private static boolean passes(String field, Asked asked) {
    String name = field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
    return !name.equals("host")
        && !name.equals("authorization")
        && (asked.isWatch() || !List.of("connection", "upgrade", "http2-settings").contains(name));
  }

  private static void pump(Socket from, Socket to) {
    byte[] buffer = new byte[16384];
    try (from;
        to) {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        to.getOutputStream().write(buffer, 0, n);
        to.getOutputStream().flush();
      }
    } catch (IOException _) {
      // Either side is gone: so is the other.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
