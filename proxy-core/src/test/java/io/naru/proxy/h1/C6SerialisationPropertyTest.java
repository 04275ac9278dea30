package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.h1.HeadWriter.Framing;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.KnownField;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Catalogue C6: whatever our parser accepts goes out as exactly one message, in which two parsers
 * that are not ours read the same method, target and fields; and where they read what came in, they
 * frame it as we do.
 */
class C6SerialisationPropertyTest {
  private static final long OURS =
      KnownField.HOP_BY_HOP
          | KnownField.bits(KnownField.HOST, KnownField.CONTENT_LENGTH, KnownField.EXPECT);
  private static final String BODY = "0123456789abcdef";

  /** A message as any parser sees it. */
  private record Seen(String method, String target, List<String> fields, String body) {}

  @Property(tries = 4000, shrinking = ShrinkingMode.BOUNDED)
  void whatIsAcceptedGoesOutAsOneMessage(@ForAll("requests") String request) {
    Head head = new Head();
    if (Parsed.request(request, head).isPresent()) {
      return;
    }
    String out = serialise(head);
    Seen expected = new Seen(method(head), head.target(), expectedFields(head), body(head));
    assertThat(byPlainParser(out)).containsExactly(expected);
    assertThat(byNetty(out)).containsExactly(expected);
  }

  @Property(tries = 4000, shrinking = ShrinkingMode.BOUNDED)
  void whatIsAcceptedIsFramedAlikeByAnother(@ForAll("requests") String request) {
    Head head = new Head();
    if (Parsed.request(request, head).isPresent() || hasDroppedField(head)) {
      return;
    }
    HttpRequest theirs = nettysHead(request);
    assertThat(theirs.decoderResult().isSuccess()).as(theirs.decoderResult().toString()).isTrue();
    boolean chunked = HttpUtil.isTransferEncodingChunked(theirs);
    assertThat(chunked).isEqualTo(head.bodyLength() == Head.UNKNOWN_LENGTH);
    if (!chunked) {
      assertThat(HttpUtil.getContentLength(theirs, 0L)).isEqualTo(head.bodyLength());
    }
  }

  @Property(tries = 300)
  void mostOfWhatIsGeneratedIsAccepted(@ForAll("plain") String request) {
    assertThat(Parsed.request(request, new Head())).isEmpty();
  }

  @Provide
  Arbitrary<String> plain() {
    Arbitrary<String> method = Arbitraries.of("GET", "POST", "HEAD", "DELETE", "OPTIONS", "X-Y");
    Arbitrary<String> target =
        Arbitraries.of("/", "/x?y=1", "/%20", "//x/../y", "http://a/x", "http://a?x", "/\u00e4|");
    Arbitrary<String> framing =
        Arbitraries.of("", "Content-Length: 16\r\n", "Transfer-Encoding: Chunked\r\n");
    Arbitrary<String> field =
        Arbitraries.of(
            "X: y\r\n",
            "X:\r\n",
            "X: \t y z \t\r\n",
            "X_Y: z\r\n",
            "X!: z\r\n",
            "Accept: \u00e4\u00ff\r\n",
            "Connection: x, close\r\n",
            "TE: trailers\r\n",
            "Keep-Alive: 5\r\n",
            "Expect: 100-continue\r\n",
            "Upgrade: h2c\r\n",
            "Cookie: a=b; c=d\r\n",
            "Transfer_Encoding: chunked\r\n",
            "X-Forwarded-For: 1.2.3.4\r\n");
    return Combinators.combine(method, target, field.list().ofMaxSize(6), framing, field)
        .as((m, t, fields, f, last) ->
            m
                + " "
                + t
                + " HTTP/1.1\r\n"
                + String.join("", fields)
                + "Host: a\r\n"
                + f
                + last
                + "\r\n");
  }

  /** Plain ones, each with a few bytes changed. */
  @Provide
  Arbitrary<String> requests() {
    Arbitrary<String> bytes =
        Arbitraries.of(
            "\r\n",
            "\r",
            "\n",
            " ",
            "\t",
            ":",
            ",",
            ";",
            "\u0000",
            "\u000b",
            "\u007f",
            "\u00a0",
            "/",
            "?",
            "#",
            "%",
            "@",
            "x",
            "1",
            "_",
            "\"",
            "Host: a\r\n",
            "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "chunked",
            "HTTP/1.0",
            "http://",
            "\r\n ");
    Arbitrary<Integer> at = Arbitraries.integers().between(0, 400);
    Arbitrary<List<Change>> changes =
        Combinators.combine(at, Arbitraries.of(0, 0, 1, 1, 9), bytes)
            .as(Change::new)
            .list()
            .ofMaxSize(2);
    return Combinators.combine(plain(), changes)
        .as((text, all) -> {
          String changed = text;
          for (Change change : all) {
            changed = change.in(changed);
          }
          return changed;
        });
  }

  private record Change(int at, int removed, String inserted) {
    String in(String text) {
      int from = at % (text.length() + 1);
      int to = Math.min(text.length(), from + removed);
      return text.substring(0, from) + inserted + text.substring(to);
    }
  }

  private static String method(Head head) {
    return Ascii.text(head.bytes(), head.methodStart(), head.methodEnd());
  }

  private static String body(Head head) {
    if (head.bodyLength() == Head.UNKNOWN_LENGTH) {
      return BODY;
    }
    return "b".repeat((int) Math.min(head.bodyLength(), 10_000));
  }

  private static String serialise(Head head) {
    boolean chunked = head.bodyLength() == Head.UNKNOWN_LENGTH;
    Framing framing =
        chunked ? Framing.CHUNKED : head.bodyLength() > 0 ? Framing.LENGTH : Framing.NONE;
    ByteBuf out = Unpooled.buffer();
    HeadWriter.request(out, head, new HeadEdits(), framing);
    String text = out.toString(StandardCharsets.ISO_8859_1);
    out.release();
    String body = body(head);
    return text
        + (chunked ? Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n" : body);
  }

  private static List<String> expectedFields(Head head) {
    Fields fields = head.fields();
    List<String> expected = new ArrayList<>();
    expected.add("host:" + head.authority());
    for (int i = 0; i < fields.count(); i++) {
      if (!fields.isDropped(i, OURS)) {
        expected.add(fields.name(i).toLowerCase(Locale.ROOT) + ":" + fields.value(i));
      }
    }
    if (head.bodyLength() == Head.UNKNOWN_LENGTH) {
      expected.add("transfer-encoding:chunked");
    } else if (head.bodyLength() > 0) {
      expected.add("content-length:" + head.bodyLength());
    }
    return expected;
  }

  private static boolean hasDroppedField(Head head) {
    Fields fields = head.fields();
    for (int i = 0; i < fields.count(); i++) {
      if (fields.known(i) < 0) {
        return true;
      }
    }
    return false;
  }

  private static List<Seen> byPlainParser(String text) {
    return PlainParser.requests(text).stream()
        .map(r -> new Seen(r.method(), r.target(), r.fields(), r.body()))
        .toList();
  }

  private static List<Seen> byNetty(String text) {
    EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    List<Seen> seen = new ArrayList<>();
    Optional<HttpRequest> request = Optional.empty();
    StringBuilder body = new StringBuilder();
    for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
      if (part instanceof HttpRequest head) {
        assertThat(head.decoderResult().isSuccess()).as(text).isTrue();
        request = Optional.of(head);
      }
      if (part instanceof HttpContent content) {
        body.append(content.content().toString(StandardCharsets.ISO_8859_1));
      }
      if (part instanceof LastHttpContent) {
        seen.add(seen(request.orElseThrow(), body.toString()));
        body.setLength(0);
      }
      ReferenceCountUtil.release(part);
    }
    channel.finishAndReleaseAll();
    return seen;
  }

  private static Seen seen(HttpRequest request, String body) {
    List<String> fields = new ArrayList<>();
    request
        .headers()
        .forEach(
            field -> fields.add(field.getKey().toLowerCase(Locale.ROOT) + ":" + field.getValue()));
    return new Seen(request.method().name(), request.uri(), fields, body);
  }

  private static HttpRequest nettysHead(String text) {
    EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    HttpRequest head = channel.readInbound();
    channel.finishAndReleaseAll();
    return head;
  }
}
