package io.naru.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TableDumpTest {
  private final String dump = TableDump.of(Views.one().snapshot());

  @Test
  void itShowsHostsRoutesUpstreamsAndServerNames() {
    assertThat(dump.lines().map(String::stripTrailing))
        .contains(
            "generation 7",
            "host web.example.test",
            "upstream default/web:80 (HTTP1, plain, round robin)",
            "  10.0.0.7:8080",
            "server name web.example.test",
            "  RSA for [ingress.local] until 2027-02-03T04:05:06Z")
        .anyMatch(line -> line.matches(" {2}below /shop +to default/web:80 .*\\(ingress=web\\)"));
  }

  /// Catalogue B4.
  @Test
  void b4NoKeyIsInTheDump() {
    PrivateKey key = Views.CERTIFICATE.material().key();
    String base64 = Base64.getEncoder().encodeToString(key.getEncoded());
    String hex = HexFormat.of().formatHex(key.getEncoded());
    assertThat(dump)
        .doesNotContain("PRIVATE")
        .doesNotContain(base64.substring(40, 80))
        .doesNotContain(hex.substring(40, 80));
  }
}
