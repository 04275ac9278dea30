package io.naru.proxy.h2;

import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a request in and tells how it ended: with a fault, or completed. */
final class Recorder implements RequestSink {
  private final Consumer<Optional<Fault>> ended;
  private final Consumer<String> body;

  Recorder(Consumer<Optional<Fault>> ended) {
    this(ended, _ -> {});
  }

  /**
   * @param body hears of each part
   */
  Recorder(Consumer<Optional<Fault>> ended, Consumer<String> body) {
    this.ended = ended;
    this.body = body;
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    body.accept(data.toString(StandardCharsets.ISO_8859_1));
    data.release();
  }

  @Override
  public void trailers(Fields trailers) {}

  @Override
  public void granted(int bytes) {}

  @Override
  public void aborted(Fault fault) {
    ended.accept(Optional.of(fault));
  }

  @Override
  public void completed() {
    ended.accept(Optional.empty());
  }
}
