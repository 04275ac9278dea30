package io.naru.controller.admission;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The layers of a connection to the webhook.
///
/// Thread rule: the one event loop of the webhook.
final class WebhookPipeline extends ChannelInitializer<SocketChannel> {
  static final int MAX_CONNECTIONS = 256;
  private static final int MAX_REQUEST_LINE = 4096;
  private static final int MAX_FIELDS = 16384;
  private static final int CHUNK = 8192;
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final Duration WHOLE_REQUEST = Duration.ofSeconds(10);

  /// Between requests. Longer than the 90 s for which an API server keeps an idle connection: it
  /// ends them, not we, or a review would meet the end of its connection.
  private static final long IDLE_SECONDS = 120;

  private final ServingTls tls;
  private final ReviewDesk desk;
  private final OpenConnections open = new OpenConnections(MAX_CONNECTIONS);

  WebhookPipeline(ServingTls tls, ReviewDesk desk) {
    this.tls = tls;
    this.desk = desk;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    Optional<SslContext> context = tls.context();
    if (context.isEmpty() || !open.admit(channel)) {
      channel.close();
      return;
    }
    SslHandler handshake = context.get().newHandler(channel.alloc());
    handshake.setHandshakeTimeout(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
    RequestClock clock = new RequestClock(WHOLE_REQUEST);
    channel
        .pipeline()
        // ends who is silent
        .addLast(new ReadTimeoutHandler(IDLE_SECONDS, TimeUnit.SECONDS))
        .addLast(handshake)
        // ends who connects and asks nothing, and who is slow; behind TLS, so that it counts from a
        // later request's first byte
        .addLast(clock)
        .addLast(new HttpServerCodec(MAX_REQUEST_LINE, MAX_FIELDS, CHUNK))
        .addLast(new HttpServerExpectContinueHandler())
        .addLast(new ReviewHandler(desk, clock, open));
  }
}
