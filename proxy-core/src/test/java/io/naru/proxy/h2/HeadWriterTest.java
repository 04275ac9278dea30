package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.Reply;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadWriterTest {
  private final HeadWriter writer = new HeadWriter();

  /** Each field on its way out; a star marks those that HPACK may keep. */
  private static List<String> text(OutgoingFields fields) {
    List<String> text = new ArrayList<>();
    for (var field : fields) {
      text.add(field.getKey() + ": " + field.getValue() + (fields.isPassing() ? "" : " *"));
    }
    return text;
  }

  private static Head request(String... pairs) {
    Head head = new Head();
    byte[] start = Ascii.bytes("GET/aa.test");
    head.fields().append(start, 0, start.length);
    head.method(0, 3);
    head.target(3, 5);
    head.authority(5, 11, 11);
    for (int i = 0; i < pairs.length; i += 2) {
      head.fields().add(pairs[i], pairs[i + 1]);
    }
    return head;
  }

  private List<String> thirdTime(Head head) {
    writer.request(head, new HeadEdits(), true);
    writer.request(head, new HeadEdits(), true);
    return text(writer.request(head, new HeadEdits(), true));
  }

  @Test
  void secretsAreNeverKept() {
    assertThat(thirdTime(request("Cookie", "a=1", "Authorization", "Basic x", "Set-Cookie", "b=2")))
        .containsExactly(
            ":method: GET *",
            ":scheme: https *",
            ":authority: a.test *",
            ":path: /a *",
            "cookie: a=1",
            "authorization: Basic x",
            "set-cookie: b=2");
  }

  @Test
  void whatComesBackIsKeptAndWhatDoesNotIsNot() {
    Head same = request("Accept", "*/*");
    thirdTime(same);
    Head other = request("Accept", "*/*", "X-Request-ID", "1");
    assertThat(text(writer.request(other, new HeadEdits(), true)))
        .contains("accept: */* *", "x-request-id: 1");
  }

  @Test
  void aCallAsksForTrailersAndOthersOnlyIfTheirClientDid() {
    assertThat(thirdTime(request("Content-Type", "application/grpc"))).contains("te: trailers *");
    assertThat(thirdTime(request("TE", "trailers"))).contains("te: trailers *");
    assertThat(thirdTime(request("TE", "gzip"))).noneMatch(field -> field.startsWith("te:"));
  }

  @Test
  void aLengthThatOnlyTheHeadKnowsIsWritten() {
    Head buffered = request();
    buffered.bodyLength(42);
    assertThat(thirdTime(buffered)).contains("content-length: 42");
    Head declared = request("Content-Length", "42");
    declared.bodyLength(42);
    assertThat(thirdTime(declared)).filteredOn(field -> field.contains("42")).hasSize(1);
  }

  @Test
  void aReplyWithoutContentHasNoLength() {
    assertThat(text(writer.reply(new Reply(204, new Fields(0, 0), "", false))))
        .containsExactly(":status: 204 *");
    assertThat(text(writer.reply(new Reply(200, new Fields(0, 0), "", false))))
        .containsExactly(":status: 200 *", "content-length: 0");
  }
}
