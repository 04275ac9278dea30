package io.naru.benchmarks;

import io.naru.tls.material.SelfSigned;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import java.time.InstantSource;

/** The certificates of a table in which no handshake is measured. */
final class Certificates {
  private Certificates() {}

  static CertificateTable one() {
    return CertificateTable.of(CertificateSet.of(SelfSigned.certificate(InstantSource.system())));
  }
}
