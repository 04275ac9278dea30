package io.naru.proxy.testkit.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Between Netty's HTTP/2 objects and the words of tests. */
final class Http2Text {
  /** Not watched for leaks: those are looked for in the proxy, and a peer may end in any way. */
  static final ByteBufAllocator UNWATCHED = new UnpooledByteBufAllocator(false, true);

  private Http2Text() {}

  /** The fields without pseudo-header fields. */
  static Lines lines(Http2Headers headers) {
    List<Lines.Line> lines = new ArrayList<>();
    for (var field : headers) {
      if (field.getKey().charAt(0) != ':') {
        lines.add(new Lines.Line(field.getKey().toString(), field.getValue().toString()));
      }
    }
    return new Lines(lines);
  }

  static Http2Headers headers(Lines lines) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    addTo(headers, lines);
    return headers;
  }

  static void addTo(Http2Headers headers, Lines lines) {
    lines.all().forEach(line -> headers.add(line.name().toLowerCase(Locale.ROOT), line.value()));
  }

  static Http2DataFrame data(String text, boolean end) {
    ByteBuf bytes = Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
    return new DefaultHttp2DataFrame(bytes, end);
  }

  static SslHandler tls(SSLContext context, boolean client) {
    SSLEngine engine =
        client ? context.createSSLEngine(TestTls.NAME, 443) : context.createSSLEngine();
    engine.setUseClientMode(client);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    engine.setSSLParameters(parameters);
    return new SslHandler(engine);
  }
}
