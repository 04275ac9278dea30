package io.naru.controller.testkit;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A network between a client and an API server that can fail: it cuts and refuses connections, or
/// keeps those that are open and swallows what they carry.
///
/// Thread rule: one thread uses it; each direction of each connection has a virtual thread.
public final class Relay implements AutoCloseable {
  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private volatile boolean refusing;

  private Relay(InetSocketAddress server, ServerSocket listener) {
    this.server = server;
    this.listener = listener;
    Thread.ofVirtual().start(this::run);
  }

  public static Relay to(TestCluster cluster) {
    URI url = URI.create(cluster.config().getMasterUrl());
    try {
      return new Relay(
          new InetSocketAddress(url.getHost(), url.getPort()),
          new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same server, through this network.
  public Config config(Config direct) {
    return new ConfigBuilder(direct)
        .withMasterUrl("https://127.0.0.1:" + listener.getLocalPort() + "/")
        .build();
  }

  /// From now on nothing gets through.
  public void refuse() {
    refusing = true;
    links.forEach(Link::cut);
    links.clear();
  }

  public void accept() {
    refusing = false;
  }

  /// What is open now stays open and says nothing any more; what is opened later works.
  public void swallow() {
    links.forEach(it -> it.swallowing = true);
    links.clear();
  }

  private void run() {
    try {
      while (true) {
        Socket client = listener.accept();
        if (refusing) {
          client.close();
        } else {
          links.add(new Link(client, new Socket(server.getAddress(), server.getPort())));
        }
      }
    } catch (IOException _) {
      links.forEach(Link::cut);
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

  private static final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean swallowing;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
      Thread.ofVirtual().start(() -> pump(client, server));
      Thread.ofVirtual().start(() -> pump(server, client));
    }

    private void pump(Socket from, Socket to) {
      byte[] buffer = new byte[16384];
      try {
        for (int n = from.getInputStream().read(buffer);
            n >= 0;
            n = from.getInputStream().read(buffer)) {
          if (!swallowing) {
            to.getOutputStream().write(buffer, 0, n);
          }
        }
      } catch (IOException _) {
        // Either side is gone: so is the other.
      }
      if (!swallowing) {
        cut();
      }
    }

    void cut() {
      try (client;
          server) {
        client.shutdownInput();
      } catch (IOException _) {
        // It was closed already.
      }
    }
  }
}
