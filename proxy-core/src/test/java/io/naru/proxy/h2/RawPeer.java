package io.naru.proxy.h2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The other end of a connection, frame by frame, on a blocking socket; either role. */
final class RawPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final DefaultHttp2HeadersDecoder blocks = new DefaultHttp2HeadersDecoder(false, 1 << 20);
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private boolean batching;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    this.out = socket.getOutputStream();
  }

  /** A client that has sent its preface, and has settings and acknowledgement behind it. */
  static RawPeer client(int port, int... settings) throws IOException {
    RawPeer peer = silentClient(port);
    peer.preface();
    peer.settings(settings);
    peer.await(frame -> frame.is(Frame.SETTINGS) && frame.flags() == 0);
    peer.send(Frame.SETTINGS, Frame.ACK, 0);
    return peer;
  }

  /** A client that has only connected. */
  static RawPeer silentClient(int port) throws IOException {
    return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** A client that has only connected, and whose kernel holds little of what it has not read. */
  static RawPeer narrowClient(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new RawPeer(socket);
  }

  void preface() throws IOException {
    write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
  }

  /** Reads a client's preface and settles with it, as a server does. */
  void greet(int... settings) throws IOException {
    in.readFully(new byte[24]);
    settings(settings);
    await(frame -> frame.is(Frame.SETTINGS) && frame.flags() == 0);
    send(Frame.SETTINGS, Frame.ACK, 0);
  }

  /** Pairs of setting and value. */
  void settings(int... settings) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(settings.length * 3);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    send(Frame.SETTINGS, 0, 0, payload.array());
  }

  /** Collects what is sent until {@link #release}, then writes it at once. */
  RawPeer hold() {
    batching = true;
    return this;
  }

  void release() throws IOException {
    write(held());
  }

  /** What was collected, instead of writing it. */
  byte[] held() {
    batching = false;
    byte[] all = batch.toByteArray();
    batch.reset();
    return all;
  }

  private void write(byte[] bytes) throws IOException {
    if (batching) {
      batch.write(bytes);
    } else {
      out.write(bytes);
    }
  }

  RawPeer send(int type, int flags, int stream, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putShort((short) (payload.length >> 8)).put((byte) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    write(frame.array());
    return this;
  }

  /** Bytes as they are, for what is no frame. */
  RawPeer bytes(byte... bytes) throws IOException {
    write(bytes);
    return this;
  }

  RawPeer headers(int stream, int flags, String... pairs) throws IOException {
    return send(Frame.HEADERS, flags | Frame.END_HEADERS, stream, block(pairs));
  }

  /** A GET without a body. */
  RawPeer get(int stream, String... more) throws IOException {
    return request(stream, "GET", Frame.END_STREAM, more);
  }

  /** A POST whose body follows. */
  RawPeer post(int stream, String... more) throws IOException {
    return request(stream, "POST", 0, more);
  }

  RawPeer request(int stream, String method, int flags, String... more) throws IOException {
    String[] pairs = new String[8 + more.length];
    String[] first = {":method", method, ":scheme", "http", ":path", "/", ":authority", "a.test"};
    System.arraycopy(first, 0, pairs, 0, 8);
    System.arraycopy(more, 0, pairs, 8, more.length);
    return headers(stream, flags, pairs);
  }

  RawPeer data(int stream, int flags, byte... bytes) throws IOException {
    return send(Frame.DATA, flags, stream, bytes);
  }

  RawPeer data(int stream, int flags, String text) throws IOException {
    return data(stream, flags, text.getBytes(ISO_8859_1));
  }

  RawPeer reset(int stream, int error) throws IOException {
    return send(Frame.RST_STREAM, 0, stream, number(error));
  }

  RawPeer window(int stream, int increment) throws IOException {
    return send(Frame.WINDOW_UPDATE, 0, stream, number(increment));
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /** Name and value pairs as literals that are not indexed, in plain bytes. */
  static byte[] block(String... pairs) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < pairs.length; i += 2) {
      block.write(0);
      literal(block, pairs[i]);
      literal(block, pairs[i + 1]);
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    int length = bytes.length;
    if (length < 127) {
      block.write(length);
    } else {
      block.write(127);
      length -= 127;
      for (; length > 127; length >>>= 7) {
        block.write(length & 127 | 128);
      }
      block.write(length);
    }
    block.writeBytes(bytes);
  }

  /**
   * The next frame, or one of type {@link Frame#END} when the connection is closed. A header block
   * comes whole, whatever frames it came in.
   */
  Frame next() throws IOException {
    try {
      Frame frame = read();
      return frame.is(Frame.HEADERS) ? whole(frame) : frame;
    } catch (EOFException | SocketException e) {
      return new Frame(Frame.END, 0, 0, new byte[0], Map.of());
    }
  }

  private Frame read() throws IOException {
    int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(type, flags, stream, payload, Map.of());
  }

  private Frame whole(Frame first) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(first.payload());
    for (Frame part = first; (part.flags() & Frame.END_HEADERS) == 0; ) {
      part = read();
      block.write(part.payload());
    }
    byte[] all = block.toByteArray();
    return new Frame(
        Frame.HEADERS, first.flags(), first.stream(), all, fields(first.stream(), all));
  }

  private Map<String, String> fields(int stream, byte[] payload) {
    Map<String, String> fields = new LinkedHashMap<>();
    ByteBuf block = Unpooled.wrappedBuffer(payload);
    try {
      for (var field : blocks.decodeHeaders(stream, block)) {
        fields.merge(field.getKey().toString(), field.getValue().toString(), (a, b) -> a + "|" + b);
      }
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
    return fields;
  }

  /** The next frame of that kind; what comes before is passed over, the end is not. */
  Frame await(Predicate<Frame> wanted) throws IOException {
    Frame frame = next();
    while (!wanted.test(frame)) {
      if (frame.is(Frame.END)) {
        throw new EOFException("the connection ended before the frame came");
      }
      frame = next();
    }
    return frame;
  }

  Frame await(int type, int stream) throws IOException {
    return await(frame -> frame.is(type, stream));
  }

  /** The status of the response on the stream, as soon as its head is there. */
  String status(int stream) throws IOException {
    return await(Frame.HEADERS, stream).field(":status");
  }

  /** The body of the response on the stream, up to its end; its head is passed over. */
  String body(int stream) throws IOException {
    StringBuilder body = new StringBuilder();
    Frame frame = await(f -> f.stream() == stream);
    while (true) {
      if (frame.is(Frame.DATA)) {
        body.append(frame.text());
      }
      if (frame.endsStream()) {
        return body.toString();
      }
      if (frame.is(Frame.RST_STREAM)) {
        throw new IOException("reset: " + frame.error());
      }
      frame = await(f -> f.stream() == stream);
    }
  }

  /** How the stream, or the connection, ends. */
  Frame end(int stream) throws IOException {
    return await(frame ->
        frame.is(Frame.GOAWAY)
            || frame.is(Frame.END)
            || frame.is(Frame.RST_STREAM, stream)
            || frame.stream() == stream && frame.endsStream());
  }

  /** The GOAWAY that comes, and the end behind it. */
  Frame farewell() throws IOException {
    Frame goAway = await(frame -> frame.is(Frame.GOAWAY));
    await(frame -> frame.is(Frame.END));
    return goAway;
  }

  /** Whether the connection still answers. */
  boolean answers() throws IOException {
    send(Frame.PING, 0, 0, new byte[8]);
    Frame frame = next();
    while (!frame.is(Frame.END) && !(frame.is(Frame.PING) && frame.flags() == Frame.ACK)) {
      frame = next();
    }
    return frame.is(Frame.PING);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
