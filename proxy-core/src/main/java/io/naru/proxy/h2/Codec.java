package io.naru.proxy.h2;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import java.util.function.LongSupplier;

/**
 * The parts of Netty's frame layer for one connection. They are put together here and not by
 * Netty's builder, which takes no reader of ours, and whose limits {@link FrameBudget} replaces.
 */
record Codec(
    DefaultHttp2ConnectionDecoder decoder,
    DefaultHttp2ConnectionEncoder encoder,
    DefaultHttp2HeadersEncoder hpack,
    FrameOutput.Walk walk,
    FrameReader reader,
    FrameBudget budget,
    Http2Settings settings) {

  static Codec server(H2Limits limits, RequestBlock heads, LongSupplier nanoClock) {
    Http2Settings settings = settings(limits).maxConcurrentStreams(limits.streams());
    Codec codec = of(new DefaultHttp2Connection(true), settings, limits, heads, nanoClock);
    // In force before the client has acknowledged it (catalogue D4).
    codec.decoder().connection().remote().maxActiveStreams(limits.streams());
    return codec;
  }

  static Codec client(H2Limits limits, ResponseBlock heads, LongSupplier nanoClock) {
    Http2Settings settings = settings(limits).pushEnabled(false);
    Codec codec = of(new DefaultHttp2Connection(false), settings, limits, heads, nanoClock);
    codec.decoder().connection().local().allowPushTo(false);
    return codec;
  }

  private static Http2Settings settings(H2Limits limits) {
    return new Http2Settings().initialWindowSize(limits.window()).maxHeaderListSize(limits.block());
  }

  private static Codec of(
      Http2Connection connection,
      Http2Settings settings,
      H2Limits limits,
      FieldBlock heads,
      LongSupplier nanoClock) {
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    FrameOutput.Walk walk = new FrameOutput.Walk();
    DefaultHttp2HeadersEncoder hpack = walk.encoder();
    DefaultHttp2ConnectionEncoder encoder =
        new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter(hpack));
    FrameBudget budget = new FrameBudget(limits.idleFrames(), nanoClock);
    FrameReader reader =
        new FrameReader(new HeaderBlocks(connection, heads, limits), connection, budget);
    DefaultHttp2ConnectionDecoder decoder =
        new DefaultHttp2ConnectionDecoder(
            connection,
            encoder,
            reader,
            Http2PromisedRequestVerifier.ALWAYS_VERIFY,
            true,
            true,
            false,
            false);
    return new Codec(decoder, encoder, hpack, walk, reader, budget, settings);
  }

  Http2Connection connection() {
    return decoder.connection();
  }
}
