package io.naru.proxy.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An endpoint that does exactly what a test says, byte by byte: the fault backend. Each connection
 * is served by the script on a thread of its own, and closed after it.
 */
public final class ScriptedEndpoint implements AutoCloseable {
  /** What happens on one connection. */
  @FunctionalInterface
  public interface Script {
    void serve(RawSocket peer) throws Exception;
  }

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<String> failure = new CompletableFuture<>();

  public ScriptedEndpoint(Script script) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(() -> accept(script));
  }

  /** An endpoint that reads one request head and then sends the text, and nothing more. */
  public static ScriptedEndpoint answering(String text) throws IOException {
    return new ScriptedEndpoint(peer -> {
      peer.takeUntil("\r\n\r\n");
      peer.send(text);
      peer.end();
    });
  }

  private void accept(Script script) {
    try {
      while (true) {
        RawSocket peer = new RawSocket(listener.accept());
        threads.execute(() -> serve(script, peer));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Script script, RawSocket peer) {
    try (peer) {
      script.serve(peer);
    } catch (Exception | AssertionError e) {
      failure.complete(e.toString());
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Fails if a script did. */
  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdown();
    if (!hasEnded()) {
      throw new AssertionError("a script hangs");
    }
    if (failure.isDone()) {
      throw new AssertionError("a script failed: " + failure.join());
    }
  }

  private boolean hasEnded() {
    try {
      return threads.awaitTermination(RawSocket.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
