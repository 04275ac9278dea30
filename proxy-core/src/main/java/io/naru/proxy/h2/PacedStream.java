package io.naru.proxy.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * A stream's outgoing body: what its producer wrote is granted again at once while the stream is
 * writable, and otherwise when it becomes so. What is queued is thereby bounded by the credit that
 * the producer was given.
 */
abstract class PacedStream {
  private final FrameLayer layer;
  private int held;

  PacedStream(FrameLayer layer) {
    this.layer = layer;
  }

  /** The stream; exists before anything is written. */
  abstract Http2Stream stream();

  /** Whether nothing more is to be written. */
  abstract boolean isOver();

  /** The producer may go on. */
  abstract void granted(int bytes);

  /** Bytes of which the producer waits to hear. */
  final boolean isHeld() {
    return held > 0;
  }

  final void write(ByteBuf data, boolean end) {
    int bytes = data.readableBytes();
    layer.writeBody(stream(), data, end);
    if (bytes == 0) {
      return;
    }
    if (held == 0 && layer.isWritable(stream())) {
      granted(bytes);
      return;
    }
    if (held == 0) {
      layer.await(this);
    }
    held += bytes;
  }

  final void resume() {
    if (isOver()) {
      held = 0;
    } else if (layer.isWritable(stream())) {
      int bytes = held;
      held = 0;
      granted(bytes);
    } else {
      layer.await(this);
    }
  }
}
