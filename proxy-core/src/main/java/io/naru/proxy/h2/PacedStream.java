package io.naru.proxy.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * A stream's outgoing body: its producer is granted again what was handed to the channel. What is
 * queued is thereby bounded by the credit that the producer was given.
 */
abstract class PacedStream {
  private final FrameLayer layer;
  private int queued;
  private int untold;

  PacedStream(FrameLayer layer) {
    this.layer = layer;
  }

  /** The stream; exists before anything is written. */
  abstract Http2Stream stream();

  /** Whether nothing more is to be written. */
  abstract boolean isOver();

  /** The producer may go on. */
  abstract void granted(int bytes);

  /** Whether bytes wait for a window or for the channel. */
  final boolean isHeld() {
    return queued > 0;
  }

  /** How many bytes wait for a window or for the channel. */
  final int held() {
    return queued;
  }

  final void write(ByteBuf data, boolean end) {
    queued += data.readableBytes();
    layer.writeBody(this, data, end);
  }

  /** So many bytes were handed to the channel; the producer hears of it behind the flush. */
  final void written(int bytes) {
    if (untold == 0 && bytes > 0) {
      layer.moved(this);
    }
    queued -= bytes;
    untold += bytes;
  }

  final void tell() {
    int bytes = untold;
    untold = 0;
    if (!isOver()) {
      granted(bytes);
    }
  }
}
