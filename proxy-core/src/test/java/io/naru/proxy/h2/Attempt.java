package io.naru.proxy.h2;

import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One attempt of a test, and what its endpoint did, one sentence each. */
final class Attempt implements ResponseSink {
  private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
  private Optional<UpstreamStream> stream = Optional.empty();

  void on(UpstreamStream opened) {
    stream = Optional.of(opened);
  }

  UpstreamStream stream() {
    return stream.orElseThrow();
  }

  String next() throws InterruptedException {
    return String.valueOf(events.poll(10, TimeUnit.SECONDS));
  }

  boolean isQuiet() {
    return events.isEmpty();
  }

  private static String end(boolean end) {
    return end ? " end" : "";
  }

  private static String text(Fields fields) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < fields.count(); i++) {
      text.append(' ').append(fields.name(i)).append('=').append(fields.value(i));
    }
    return text.toString();
  }

  @Override
  public void informational(Head head) {
    events.add("informational " + head.status());
  }

  @Override
  public void head(Head head, boolean end) {
    events.add("head " + head.status() + text(head.fields()) + end(end));
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    events.add("data " + data.readableBytes() + end(end));
    stream().grant(data.readableBytes());
    data.release();
  }

  @Override
  public void trailers(Fields trailers) {
    events.add("trailers" + text(trailers));
  }

  @Override
  public void granted(int bytes) {
    events.add("granted " + bytes);
  }

  @Override
  public void failed(Fault.Upstream fault) {
    events.add("failed " + fault);
  }
}
