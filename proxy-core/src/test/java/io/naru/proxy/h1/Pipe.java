package io.naru.proxy.h1;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.loop.FlushBatch;
import io.naru.proxy.loop.Loop;
import io.naru.proxy.testkit.HandTime;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RecordedExchange;
import io.naru.proxy.testkit.RecordingAcceptor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection without a socket, where each piece of bytes arrives as one read. */
final class Pipe {
  private final RecordingAcceptor acceptor = RecordingAcceptor.echo();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  Pipe() {
    Loop loop =
        new Loop(
            channel.eventLoop(),
            new FlushBatch(channel.eventLoop()),
            new HandTime().deadlines(),
            ProxyFixture.ample().share());
    ConnectionFacts facts = ConnectionFacts.of("127.0.0.1", 80, Optional.empty());
    channel.pipeline().addLast(new H1Server(loop, acceptor, facts, H1Limits.DEFAULT));
  }

  /** What is answered, and what the exchanges were, if the text arrives in these pieces. */
  static String outcome(String... pieces) {
    Pipe pipe = new Pipe();
    for (String piece : pieces) {
      pipe.read(piece);
    }
    return pipe.finish();
  }

  private void read(String piece) {
    if (channel.isOpen() && !piece.isEmpty()) {
      ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer(piece.length());
      channel.pipeline().fireChannelRead(in.writeBytes(Ascii.bytes(piece)));
      channel.pipeline().fireChannelReadComplete();
      channel.runPendingTasks();
    }
  }

  private String finish() {
    StringBuilder outcome = new StringBuilder(channel.isOpen() ? "open\n" : "closed\n");
    channel.finish();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      outcome.append(out.toString(StandardCharsets.ISO_8859_1));
      out.release();
    }
    for (Optional<RecordedExchange> next = acceptor.poll();
        next.isPresent();
        next = acceptor.poll()) {
      RecordedExchange exchange = next.get();
      outcome.append('\n').append(exchange.head()).append(exchange.body());
      outcome.append(exchange.trailers());
    }
    return outcome.toString();
  }
}
