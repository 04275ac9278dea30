package io.naru.proxy.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;

/** Netty's HPACK decoder, decoding into blocks of ours: the head's, or the trailers'. */
final class HeaderBlocks extends DefaultHttp2HeadersDecoder {
  private final Http2Connection connection;
  private final FieldBlock heads;
  private final TrailerBlock trailers = new TrailerBlock();
  private final int maxField;
  private FieldBlock current;

  /** Validation is the blocks' own, so the decoder does none. */
  HeaderBlocks(Http2Connection connection, FieldBlock heads, H2Limits limits) {
    super(false, limits.block());
    this.connection = connection;
    this.heads = heads;
    this.maxField = limits.field();
    this.current = heads;
  }

  @Override
  public Http2Headers decodeHeaders(int id, ByteBuf block) throws Http2Exception {
    Http2Stream stream = connection.stream(id);
    current = stream != null && stream.isHeadersReceived() ? trailers : heads;
    current.begin(maxField);
    return super.decodeHeaders(id, block);
  }

  @Override
  protected Http2Headers newHeaders() {
    return current;
  }
}
