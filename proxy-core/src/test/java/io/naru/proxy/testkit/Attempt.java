package io.naru.proxy.testkit;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.h1.H1Connection;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection of Naru's to an endpoint, and one request after another on it. */
public final class Attempt implements UpstreamConnection.Owner {
  private final TestLoop loop;
  private final H1Connection connection;
  private final Channel channel;
  private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
  private @Nullable UpstreamStream stream;

  private Attempt(TestLoop loop, int port) {
    this.loop = loop;
    this.connection = new H1Connection(loop.loop(), this);
    this.channel = loop.connect(port, connection);
  }

  public static Attempt on(TestLoop loop, ScriptedEndpoint endpoint) {
    return new Attempt(loop, endpoint.port());
  }

  @Override
  public void available(UpstreamConnection ready) {
    events.add("available");
  }

  @Override
  public void closed(UpstreamConnection gone) {
    events.add("closed");
  }

  /** What became of the connection next: {@code available} or {@code closed}. */
  public String next() throws InterruptedException {
    return String.valueOf(events.poll(RawSocket.PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  public H1Connection connection() {
    return connection;
  }

  public Channel channel() {
    return channel;
  }

  /** Begins a request that has no body. */
  public RecordedResponse send(Head head) {
    return send(head, true);
  }

  /** Begins a request. */
  public RecordedResponse send(Head head, boolean end) {
    return loop.on(() -> {
      RecordedResponse response = new RecordedResponse();
      UpstreamStream opened = connection.open(response);
      stream = opened;
      opened.head(head, new HeadEdits(), end);
      return response;
    });
  }

  /** Sends a part of the request's body. */
  public void body(String text, boolean end) {
    ByteBuf part = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    loop.run(() -> stream().data(part, end));
  }

  public void grant(int bytes) {
    loop.run(() -> stream().grant(bytes));
  }

  public void cancel() {
    loop.run(() -> stream().cancel());
  }

  /** The stream of the request that was begun last; used on the loop. */
  public UpstreamStream stream() {
    if (stream == null) {
      throw new IllegalStateException("no request was begun");
    }
    return stream;
  }
}
