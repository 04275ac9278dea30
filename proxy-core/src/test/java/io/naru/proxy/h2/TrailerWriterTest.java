package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrailerWriterTest {
  private final TrailerWriter writer = new TrailerWriter(new Lines());

  /** Each field on its way out; a star marks those that HPACK may keep. */
  private static List<String> text(OutgoingFields fields) {
    List<String> text = new ArrayList<>();
    for (var field : fields) {
      text.add(field.getKey() + ": " + field.getValue() + (fields.isPassing() ? "" : " *"));
    }
    return text;
  }

  @Test
  void trailersOwnTheirBytes() {
    Fields fields = Fields.of("Grpc-Status", "0", "X-Checksum", "1", "Set-Cookie", "a=1");
    OutgoingFields trailers = writer.response(fields);
    Arrays.fill(fields.bytes(), (byte) '?');
    assertThat(text(trailers))
        .containsExactly("grpc-status: 0", "x-checksum: 1", "set-cookie: a=1");
  }

  @Test
  void whatComesAgainIsKeptUnlessItIsSecret() {
    Fields fields = Fields.of("grpc-status", "0", "authorization", "a", "set-cookie", "b=1");
    writer.response(fields);
    writer.response(fields);
    assertThat(text(writer.response(fields)))
        .containsExactly("grpc-status: 0 *", "authorization: a", "set-cookie: b=1");
  }

  @Test
  void c10ARequestsTrailersAreNothingThatAHeadIsBelievedFor() {
    Fields fields =
        Fields.of("X-Forwarded-For", "1", "Authorization", "2", "Cookie", "3", "X-Sum", "4");
    assertThat(text(writer.request(fields))).containsExactly("x-sum: 4");
  }
}
