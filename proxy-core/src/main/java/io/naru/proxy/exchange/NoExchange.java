package io.naru.proxy.exchange;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.netty.buffer.ByteBuf;

/** Hears what a request still brings when no exchange does, because it was answered or is over. */
public enum NoExchange implements RequestSink {
  INSTANCE;

  @Override
  public void data(ByteBuf data, boolean end) {
    data.release();
  }

  @Override
  public void trailers(Fields trailers) {}

  @Override
  public void granted(int bytes) {}

  @Override
  public void aborted(Fault fault) {}

  @Override
  public void completed() {}
}
