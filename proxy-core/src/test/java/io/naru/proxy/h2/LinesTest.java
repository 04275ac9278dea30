package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.netty.util.AsciiString;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinesTest {
  private final Lines lines = new Lines();

  @Test
  void aFieldIsKeptFromItsSecondOccurrenceOn() {
    assertThat(lines.find(Fields.of("X-A", "1"), 0).isNone()).isTrue();
    Line kept = lines.find(Fields.of("X-A", "1"), 0);
    assertThat(kept.name().toString()).isEqualTo("x-a");
    assertThat(kept.value().toString()).isEqualTo("1");
    assertThat(lines.find(Fields.of("x-a", "1"), 0)).isSameAs(kept);
  }

  @Test
  void aKeptFieldOwnsItsBytes() {
    Fields fields = Fields.of("x-a", "1");
    lines.find(fields, 0);
    Line kept = lines.find(fields, 0);
    Arrays.fill(fields.bytes(), (byte) '?');
    assertThat(kept.value().toString()).isEqualTo("1");
  }

  @Test
  void valuesThatDifferInTheirCaseAreDifferent() {
    lines.find(Fields.of("x-a", "b"), 0);
    lines.find(Fields.of("x-a", "b"), 0);
    assertThat(lines.find(Fields.of("x-a", "B"), 0).value().toString()).isNotEqualTo("b");
  }

  @Test
  void aLongValueIsNeverKept() {
    Fields fields = Fields.of("x-a", "v".repeat(300));
    assertThat(lines.find(fields, 0).isNone()).isTrue();
    assertThat(lines.find(fields, 0).isNone()).isTrue();
  }

  @Test
  void aValueOfAKnownNameIsKeptToo() {
    AsciiString path = AsciiString.cached(":path");
    byte[] bytes = Ascii.bytes("/pkg.Service/Method");
    assertThat(lines.find(path, bytes, 0, bytes.length).isNone()).isTrue();
    assertThat(lines.find(path, bytes, 0, bytes.length).value().toString())
        .isEqualTo("/pkg.Service/Method");
    assertThat(lines.find(AsciiString.cached(":other"), bytes, 0, bytes.length).isNone()).isTrue();
  }

  @Test
  void aBlockThatIsTheSameObjectIsTurnedOnce() {
    Fields block = Fields.of("X-Real-IP", "1.2.3.4", "X-Scheme", "http");
    Line[] first = lines.of(block);
    assertThat(first).hasSize(2);
    assertThat(lines.of(block)).isSameAs(first);
    assertThat(lines.of(Fields.of("a", "b"))).hasSize(1);
  }
}
