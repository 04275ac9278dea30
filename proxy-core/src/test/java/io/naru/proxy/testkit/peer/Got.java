package io.naru.proxy.testkit.peer;

/** A response as a client got it; the body is Latin-1. */
public record Got(int status, Lines fields, String body, Lines trailers) {}
