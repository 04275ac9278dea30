package io.naru.proxy.testkit.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Writes a body as fast as the other side takes it, and knows when that does not. */
public final class Pump implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  /** Nothing is taken for so long: the other side has had enough. */
  private static final int STALLED_MILLIS = 700;

  private final SocketChannel channel;
  private final Selector selector = Selector.open();
  private final long length;
  private long accepted;

  public Pump(SocketChannel channel, long length) throws IOException {
    this.channel = channel;
    this.length = length;
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_WRITE);
  }

  /** Writes text that comes before the body. */
  public void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The bytes of the body that were taken before the other side took no more. */
  public long untilStalled() throws IOException {
    pump(STALLED_MILLIS);
    return accepted;
  }

  /** Writes the rest, which the other side has to take. */
  public void untilDone() {
    try {
      pump(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (accepted < length) {
      throw new AssertionError("only " + accepted + " of " + length + " bytes were taken");
    }
  }

  private void pump(int patienceMillis) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(1 << 18);
    while (accepted < length && selector.select(patienceMillis) > 0) {
      selector.selectedKeys().clear();
      block.clear().limit((int) Math.min(block.capacity(), length - accepted));
      accepted += channel.write(block);
    }
  }

  /** The next line that the other side says. */
  public String readLine() throws IOException {
    selector.close();
    channel.configureBlocking(true);
    return new Http1Wire(channel.socket()).readLine();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
