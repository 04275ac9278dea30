package io.naru.proxy.testkit;

import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What an endpoint's codec told an attempt, in one line of words. Its state is the loop's. */
public final class RecordedResponse implements ResponseSink {
  private final StringBuilder log = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final CompletableFuture<Integer> begun = new CompletableFuture<>();
  private long granted;

  @Override
  public void informational(Head head) {
    log.append(head.status()).append(' ');
  }

  @Override
  public void head(Head head, boolean last) {
    log.append(head.status());
    begun.complete(head.status());
    finish(last, "");
  }

  @Override
  public void data(ByteBuf data, boolean last) {
    body.append(data.toString(StandardCharsets.ISO_8859_1));
    data.release();
    finish(last, "");
  }

  @Override
  public void trailers(Fields trailers) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < trailers.count(); i++) {
      lines.append(' ').append(trailers.name(i)).append('=').append(trailers.value(i));
    }
    finish(true, lines.toString());
  }

  @Override
  public void granted(int bytes) {
    granted += bytes;
  }

  @Override
  public void failed(Fault.Upstream fault) {
    finish(true, " " + fault.cause());
  }

  private void finish(boolean last, String how) {
    String text = body.isEmpty() ? "" : " [" + body + "]";
    if (last && !end.complete((log + text + how).strip())) {
      throw new IllegalStateException("ended twice");
    }
  }

  /** How many bytes of the body are there. */
  public int received() {
    return body.length();
  }

  public String body() {
    return body.toString();
  }

  /** How many bytes of the request the endpoint has taken, as far as the codec knows. */
  public long granted() {
    return granted;
  }

  /** Waits for the final head. */
  public int status() throws InterruptedException, ExecutionException, TimeoutException {
    return begun.get(RawSocket.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Waits for the end: the statuses, the body in brackets, the trailers, the cause of the fault,
   * each where there is one.
   */
  public String end() throws InterruptedException, ExecutionException, TimeoutException {
    return end.get(RawSocket.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  public boolean isOver() {
    return end.isDone();
  }
}
