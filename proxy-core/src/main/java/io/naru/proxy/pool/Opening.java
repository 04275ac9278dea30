package io.naru.proxy.pool;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.h1.H1Connection;
import io.naru.proxy.h2.H2Client;
import io.naru.proxy.h2.H2Loop;
import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.loop.Loop;
import io.naru.tls.netty.UpstreamContext;
import io.naru.tls.netty.UpstreamContexts;
import io.naru.tls.select.UpstreamTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection on its way, from the first packet to the moment it can carry requests: TLS is done
 * where it is spoken, and an HTTP/2 endpoint has said how many streams it takes. One deadline for
 * all of it. Used on its loop only.
 */
final class Opening {
  private final Means means;
  private final Connector.Target target;
  private final UpstreamConnection.Owner owner;
  private final Connector.Outcome outcome;
  private final Deadlines.Deadline deadline;
  private @Nullable Channel channel;
  private boolean settled;

  /** What the openings of one loop share. */
  record Means(Loop loop, Bootstrap bootstrap, UpstreamContexts contexts, H2Loop h2) {}

  Opening(
      Means means,
      Connector.Target target,
      UpstreamConnection.Owner owner,
      Connector.Outcome outcome) {
    this.means = means;
    this.target = target;
    this.owner = owner;
    this.outcome = outcome;
    this.deadline = means.loop().deadlines().create(() -> fail(Fault.Upstream.CONNECT_TIMEOUT));
  }

  void begin(Duration timeout) {
    deadline.arm(timeout.toMillis());
    Optional<UpstreamTls> tls = target.tls();
    if (tls.isEmpty()) {
      connect(this::start);
    } else {
      means
          .contexts()
          .context(target.upstream().value(), tls.get(), means.loop().events())
          .addListener((Future<UpstreamContext> built) -> connectTls(built, timeout));
    }
  }

  private void connectTls(Future<UpstreamContext> built, Duration timeout) {
    if (!built.isSuccess()) {
      fail(Fault.Upstream.TLS_FAILED);
    } else if (!settled) {
      connect(connected -> secure(connected, built.getNow(), timeout));
    }
  }

  /** What is done with a connected channel. */
  private interface Step {
    void with(Channel connected);
  }

  private void connect(Step next) {
    ChannelFuture connecting = means.bootstrap().clone().connect(target.address());
    if (connecting.isDone() && !connecting.isSuccess()) {
      // no socket was to be had: what stands for the channel has no loop and cannot be closed
      means.loop().events().execute(() -> fail(Fault.Upstream.SATURATED));
      return;
    }
    channel = connecting.channel();
    connecting.addListener((ChannelFuture connected) -> {
      if (!connected.isSuccess()) {
        fail(Fault.Upstream.CONNECT_FAILED);
      } else if (!settled) {
        next.with(connected.channel());
      }
    });
  }

  private void secure(Channel connected, UpstreamContext context, Duration timeout) {
    SslHandler handler = context.newHandler(connected.alloc(), target.address(), timeout);
    connected.pipeline().addFirst(handler);
    handler
        .handshakeFuture()
        .addListener((Future<Channel> done) -> {
          if (!done.isSuccess()) {
            handshakeFailed(context, done.cause(), timeout);
          } else if (!settled) {
            means.contexts().proved(target.upstream().value(), context);
            start(connected);
          }
        });
  }

  /** Tries once more where another engine may do better: whoever waits does not notice. */
  private void handshakeFailed(UpstreamContext context, Throwable cause, Duration timeout) {
    if (settled) {
      return;
    }
    means
        .contexts()
        .instead(context, cause, means.loop().events())
        .ifPresentOrElse(
            other ->
                other.addListener((Future<UpstreamContext> built) -> connectTls(built, timeout)),
            () -> fail(tlsFault(cause)));
  }

  private static Fault.Upstream tlsFault(Throwable cause) {
    return cause instanceof SslHandshakeTimeoutException
        ? Fault.Upstream.CONNECT_TIMEOUT
        : Fault.Upstream.TLS_FAILED;
  }

  private void start(Channel connected) {
    if (!connected.isActive()) {
      fail(Fault.Upstream.CONNECT_FAILED);
      return;
    }
    switch (target.protocol()) {
      case HTTP1 -> {
        H1Connection connection = new H1Connection(means.loop(), owner);
        Unopened.replace(connected, connection);
        succeed(connection);
      }
      case HTTP2 -> {
        H2Client connection = means.h2().client(target.tls().isPresent(), new UntilSettled());
        Unopened.replace(connected, connection.handler());
      }
    }
  }

  /** An HTTP/2 connection says that it is available when it has its endpoint's settings. */
  private final class UntilSettled implements UpstreamConnection.Owner {
    @Override
    public void available(UpstreamConnection connection) {
      if (settled) {
        owner.available(connection);
      } else {
        succeed(connection);
      }
    }

    @Override
    public void closed(UpstreamConnection connection) {
      if (settled) {
        owner.closed(connection);
      } else {
        fail(Fault.Upstream.CONNECT_FAILED);
      }
    }
  }

  private void succeed(UpstreamConnection connection) {
    settled = true;
    deadline.disarm();
    outcome.connected(connection);
  }

  private void fail(Fault.Upstream fault) {
    if (settled) {
      return;
    }
    settled = true;
    deadline.disarm();
    if (channel != null) {
      channel.close();
    }
    outcome.failed(fault);
  }
}
