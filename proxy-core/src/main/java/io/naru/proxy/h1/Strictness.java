package io.naru.proxy.h1;

/** How exactly a peer must keep to the grammar of HTTP/1.1. What we write always does. */
enum Strictness {
  /** Clients: whatever could be read in two ways is refused (catalogue C). */
  CLIENT,
  /**
   * Endpoints: what RFC 9112 lets a recipient take, and proxies have always taken, is taken in its
   * one reading, within bounds, and is of the strict form from then on. What could make two
   * responses of one stays refused.
   */
  ENDPOINT
}
