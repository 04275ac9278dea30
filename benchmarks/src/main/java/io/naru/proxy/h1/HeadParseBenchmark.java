package io.naru.proxy.h1;

import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a request's head, in one piece, to the {@link Head} that routing reads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HeadParseBenchmark {
  private static final String TOOL =
      """
      GET /api/v1/orders HTTP/1.1
      Host: shop.example.com
      User-Agent: curl/8.5.0
      Accept: */*

      """;

  private static final String BROWSER =
      """
      GET /static/css/site.css?v=20261121 HTTP/1.1
      Host: shop.example.com
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36
      Accept: text/css,*/*;q=0.1
      Accept-Language: en-GB,en;q=0.9,ko;q=0.8
      Accept-Encoding: gzip, deflate, br, zstd
      Cookie: session=9b1e7c54-6d0f-4f0e-a4b2-0f8e5b1d2c3a; theme=dark; consent=1
      Referer: https://shop.example.com/about/the-company/people.html
      Sec-Fetch-Dest: style
      Sec-Fetch-Mode: no-cors
      Sec-Fetch-Site: same-origin
      Cache-Control: no-cache
      If-None-Match: "5f3e-61c2a8b7d9c40"

      """;

  /** Whose request it is. */
  @Param({"tool", "browser"})
  public String client = "tool";

  private final RequestReader reader = new RequestReader(H1Limits.DEFAULT);
  private final Head head = new Head();
  private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

  /** Lays the bytes out as a socket's read would. */
  @Setup
  public void build() {
    String text = (client.equals("tool") ? TOOL : BROWSER).replace("\n", "\r\n");
    byte[] plain = text.getBytes(StandardCharsets.US_ASCII);
    bytes = Unpooled.directBuffer(plain.length).writeBytes(plain);
  }

  /** The head, read strictly. */
  @Benchmark
  public Head parse() {
    bytes.readerIndex(0);
    if (reader.read(bytes, head) instanceof RequestReader.Outcome.Complete) {
      return head;
    }
    throw new IllegalStateException("the request is fine");
  }
}
