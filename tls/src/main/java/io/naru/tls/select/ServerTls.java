package io.naru.tls.select;

/** All that a handshake with a client goes by; a handshake reads it once. */
public record ServerTls(CertificateTable certificates, TlsPolicy policy) {}
