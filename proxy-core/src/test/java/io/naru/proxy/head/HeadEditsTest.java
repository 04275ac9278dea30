package io.naru.proxy.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadEditsTest {
  private final HeadEdits edits = new HeadEdits();

  private static String text(Fields fields) {
    return Ascii.text(fields.bytes(), 0, fields.length());
  }

  @Test
  void whatIsDroppedByAnyWayStaysOut() {
    Fields fields = Fields.of("Host", "a", "Cookie", "b", "X-Own", "c", "Y", "d");
    fields.remove(3);
    edits.drop(KnownField.COOKIE.bit());
    edits.drop(Ascii.bytes("x-own"));
    assertThat(edits.drops(fields, 0, 0)).isFalse();
    assertThat(edits.drops(fields, 0, KnownField.HOST.bit())).isTrue();
    assertThat(edits.drops(fields, 1, 0)).isTrue();
    assertThat(edits.drops(fields, 2, 0)).isTrue();
    assertThat(edits.drops(fields, 3, 0)).isTrue();
  }

  @Test
  void theLastReplacementStands() {
    edits.set().add("X-First", "1");
    for (String value : new String[] {"a", "b"}) {
      edits.replace(Ascii.bytes("x-own"), Ascii.bytes(value));
      byte[] bytes = Ascii.bytes(value);
      edits.replace(KnownField.COOKIE, Ascii.bytes("Cookie"), bytes, 0, bytes.length);
    }
    assertThat(text(edits.set())).isEqualTo("X-First: 1\r\nx-own: b\r\nCookie: b\r\n");
    assertThat(edits.dropped()).isEqualTo(KnownField.COOKIE.bit());
  }

  /** Catalogue C6: an edit cannot end its line. */
  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\rb", "a\0b", "a\u007fb"})
  void anEditThatWouldEndItsLineIsABug(String text) {
    byte[] bytes = Ascii.bytes(text);
    byte[] fine = Ascii.bytes("x");
    assertThatIllegalArgumentException().isThrownBy(() -> edits.replace(fine, bytes));
    assertThatIllegalArgumentException().isThrownBy(() -> edits.replace(bytes, fine));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> edits.replace(KnownField.COOKIE, fine, bytes, 0, bytes.length));
    assertThatIllegalArgumentException().isThrownBy(() -> edits.target(bytes));
    assertThatIllegalArgumentException().isThrownBy(() -> edits.authority(bytes));
    assertThatIllegalArgumentException().isThrownBy(() -> Fields.of("x", text));
    assertThatIllegalArgumentException().isThrownBy(() -> Fields.of(text, "x"));
    assertThat(edits.set().count()).isZero();
  }

  @Test
  void aTargetHasNoSpaceAndNoFragment() {
    assertThatIllegalArgumentException().isThrownBy(() -> edits.target(Ascii.bytes("/a b")));
    assertThatIllegalArgumentException().isThrownBy(() -> edits.target(Ascii.bytes("/a#b")));
    assertThatIllegalArgumentException().isThrownBy(() -> edits.target(new byte[0]));
  }
}
