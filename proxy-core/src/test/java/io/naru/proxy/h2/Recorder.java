package io.naru.proxy.h2;

import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a request in and tells how it ended: with a fault, or completed. */
final class Recorder implements RequestSink {
  private final Consumer<Optional<Fault>> ended;

  Recorder(Consumer<Optional<Fault>> ended) {
    this.ended = ended;
  }

  @Override
  public void data(ByteBuf data, boolean end) {
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
