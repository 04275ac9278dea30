package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.loop.FlushBatch;
import io.naru.proxy.loop.Loop;
import io.naru.proxy.testkit.HandTime;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RecordingAcceptor;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Anybody can break a connection; only a bug of ours is worth a line in the log. */
class BreakageTest {
  static Stream<Function<Loop, ChannelHandler>> bothSides() {
    return Stream.of(BreakageTest::server, BreakageTest::endpoint);
  }

  private static ChannelHandler server(Loop loop) {
    ConnectionFacts facts = ConnectionFacts.of("127.0.0.1", 80, Optional.empty());
    return new H1Server(loop, RecordingAcceptor.silent(), facts, H1Limits.DEFAULT);
  }

  private static ChannelHandler endpoint(Loop loop) {
    return new H1Connection(
        loop,
        new UpstreamConnection.Owner() {
          @Override
          public void available(UpstreamConnection connection) {}

          @Override
          public void closed(UpstreamConnection connection) {}
        });
  }

  private static EmbeddedChannel broken(Function<Loop, ChannelHandler> side, Throwable cause) {
    EmbeddedChannel channel = new EmbeddedChannel();
    FlushBatch flushes = new FlushBatch(channel.eventLoop());
    Loop loop =
        new Loop(
            channel.eventLoop(), flushes, new HandTime().deadlines(), ProxyFixture.ample().share());
    channel.pipeline().addLast(side.apply(loop));
    channel.pipeline().fireExceptionCaught(cause);
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    return channel;
  }

  @ParameterizedTest
  @MethodSource("bothSides")
  void aBrokenConnectionEndsInSilence(Function<Loop, ChannelHandler> side) {
    assertThatCode(broken(side, new IOException("reset"))::checkException)
        .doesNotThrowAnyException();
    assertThatCode(broken(side, new DecoderException(new SSLException("bad")))::checkException)
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("bothSides")
  void aBugIsReported(Function<Loop, ChannelHandler> side) {
    EmbeddedChannel channel = broken(side, new IllegalStateException("a bug"));
    assertThatIllegalStateException().isThrownBy(channel::checkException).withMessage("a bug");
  }
}
