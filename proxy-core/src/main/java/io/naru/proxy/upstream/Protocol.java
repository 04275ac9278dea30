package io.naru.proxy.upstream;

/** What an upstream's endpoints speak; nothing is negotiated (behaviour 23). */
public enum Protocol {
  HTTP1,
  /** With prior knowledge, or by ALPN over TLS. */
  HTTP2
}
