package io.naru.proxy.listen;

import io.naru.proxy.testkit.peer.Client;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clients that send one request after another, as many as the test permits. */
final class Load implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  /** Sends one request; says what is wrong with what came, or nothing. */
  @FunctionalInterface
  interface Step {
    String send(Client client) throws IOException;
  }

  private final Semaphore permitted = new Semaphore(0);
  private final Semaphore done = new Semaphore(0);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  /** One more client, on a connection that it never opens again. */
  Load with(Client client, Step step) {
    threads.add(Thread.startVirtualThread(() -> run(client, step)));
    return this;
  }

  private void run(Client client, Step step) {
    try (client) {
      while (true) {
        permitted.acquire();
        String wrong = step.send(client);
        if (!wrong.isEmpty()) {
          failures.add(wrong);
        }
        done.release();
      }
    } catch (IOException e) {
      failures.add("a connection was lost: " + e);
      done.release(Integer.MAX_VALUE / 2);
    } catch (InterruptedException _) {
      // the end of the test
    }
  }

  /** Lets so many more requests begin, and waits until as many have ended, now or before. */
  void pass(int requests) throws InterruptedException, TimeoutException {
    permitted.release(requests);
    if (!done.tryAcquire(requests, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("requests hang; failed before: " + failures);
    }
  }

  /** Lets so many begin that some are under way at any time. */
  void ahead(int requests) {
    permitted.release(requests);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
