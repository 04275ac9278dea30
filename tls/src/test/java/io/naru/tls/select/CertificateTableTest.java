package io.naru.tls.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.tls.testkit.TestCertificates;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTableTest {
  private final TestCertificates ca = TestCertificates.authority("ca");
  private final CertificateSet fallback = CertificateSet.of(ca.ec("fallback").certificate());
  private final CertificateSet exact = CertificateSet.of(ca.ec("exact").certificate());
  private final CertificateSet wild = CertificateSet.of(ca.ec("wild").certificate());
  private final CertificateTable table =
      new CertificateTable(Map.of("a.wild.test", exact, "*.wild.test", wild), fallback);

  @ParameterizedTest
  @CsvSource({
    "a.wild.test, exact",
    "A.WILD.test, exact",
    "a.wild.test., exact",
    "b.wild.test, wild",
    "B.wild.test., wild",
    "c.b.wild.test, fallback",
    "wild.test, fallback",
    ".wild.test, fallback",
    "test, fallback",
    "'', fallback",
    "., fallback",
    "127.0.0.1, fallback",
    "::1, fallback"
  })
  void exactThenWildcardThenFallback(String name, String expected) {
    Map<String, CertificateSet> sets = Map.of("exact", exact, "wild", wild, "fallback", fallback);

    assertThat(table.lookup(name)).isSameAs(sets.get(expected));
  }

  @Test
  void namesThatAreNoNamesGetTheFallback() {
    assertThat(table.lookup("a.wild.test\0.evil.test")).isSameAs(fallback);
    assertThat(table.lookup("\uFFFD.wild.test..")).isSameAs(fallback);
  }

  @Test
  void oneNameChangesAndAllOthersStayTheSameObjects() {
    CertificateSet other = CertificateSet.of(ca.ec("other").certificate());
    CertificateTable changed = table.with("New.test", other).without("a.wild.test");

    assertThat(changed.lookup("new.test")).isSameAs(other);
    assertThat(changed.lookup("a.wild.test")).isSameAs(wild);
    assertThat(changed.lookup("b.wild.test")).isSameAs(wild);
    assertThat(table.lookup("new.test")).isSameAs(fallback);
  }

  @Test
  void aChangeIsUndoneByItsOpposite() {
    Map<String, CertificateSet> names = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      names.put("host-" + i + ".test", exact);
    }
    CertificateTable large = new CertificateTable(names, fallback);

    assertThat(large.with("x.test", wild).without("x.test")).isEqualTo(large);
  }

  @Test
  void aNameInAnotherSpellingIsRefused() {
    assertThatThrownBy(() -> new CertificateTable(Map.of("A.test", exact), fallback))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A.test");
    assertThatThrownBy(() -> table.with(".", exact)).isInstanceOf(IllegalArgumentException.class);
  }
}
