package io.naru.proxy.testkit;

import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request as its codec brought it, and the way to answer it. Its state belongs to the loop; a
 * test looks at it after {@link #end()}, or on the loop.
 */
public final class RecordedExchange implements RequestSink {
  /** What a test does with an exchange, on the loop. */
  public interface Behaviour {

    /** The head is there. It may be answered at once. */
    default void begun(RecordedExchange exchange) {}

    /** A part of the body was kept. */
    default void received(RecordedExchange exchange, int bytes) {
      exchange.client().grant(bytes);
    }

    /** The request is there to its end. */
    default void whole(RecordedExchange exchange) {}

    /** The client took so many bytes of the response. */
    default void granted(RecordedExchange exchange, int bytes) {}
  }

  private final String head;
  private final Downstream client;
  private final Behaviour behaviour;
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder trailers = new StringBuilder();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private int parts;
  private long granted;

  RecordedExchange(Head head, Downstream client, Behaviour behaviour) {
    this.head = text(head);
    this.client = client;
    this.behaviour = behaviour;
  }

  private static String text(Head head) {
    return Ascii.text(head.bytes(), head.methodStart(), head.methodEnd())
        + ' '
        + head.target()
        + ' '
        + head.authority()
        + '\n'
        + text(head.fields());
  }

  private static String text(Fields fields) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < fields.count(); i++) {
      if (fields.known(i) >= 0) {
        text.append(fields.name(i)).append(": ").append(fields.value(i)).append('\n');
      }
    }
    return text.toString();
  }

  void begin(boolean whole) {
    behaviour.begun(this);
    if (whole) {
      behaviour.whole(this);
    }
  }

  @Override
  public void data(ByteBuf data, boolean last) {
    int size = data.readableBytes();
    body.append(data.toString(java.nio.charset.StandardCharsets.ISO_8859_1));
    data.release();
    parts++;
    behaviour.received(this, size);
    if (last) {
      behaviour.whole(this);
    }
  }

  @Override
  public void trailers(Fields fields) {
    trailers.append(text(fields));
    behaviour.whole(this);
  }

  @Override
  public void granted(int bytes) {
    granted += bytes;
    behaviour.granted(this, bytes);
  }

  @Override
  public void aborted(Fault fault) {
    ended(fault.cause());
  }

  @Override
  public void completed() {
    ended("completed");
  }

  private void ended(String how) {
    if (!end.complete(how)) {
      throw new IllegalStateException("ended twice: " + end.join() + ", then " + how);
    }
  }

  public Downstream client() {
    return client;
  }

  /** Method, target and authority in one line, then a line for each field. */
  public String head() {
    return head;
  }

  public String body() {
    return body.toString();
  }

  public String trailers() {
    return trailers.toString();
  }

  /** How many parts the body came in. */
  public int parts() {
    return parts;
  }

  /** How many bytes of the response the client has taken, as far as the codec knows. */
  public long granted() {
    return granted;
  }

  /** Waits until it is over: {@code completed}, or the cause of the fault. */
  public String end() throws InterruptedException, ExecutionException, TimeoutException {
    return end.get(RawSocket.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  public boolean isOver() {
    return end.isDone();
  }

  /** Answers with a whole response. */
  public void reply(int status, String text) {
    client.reply(new Reply(status, Fields.of("Content-Type", "text/plain"), text, false));
  }

  /** Answers with what was received. */
  public void echo() {
    reply(200, head + '\n' + body + '\n' + trailers);
  }
}
