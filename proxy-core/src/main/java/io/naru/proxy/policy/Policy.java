package io.naru.proxy.policy;

/** One concern of a route. */
public sealed interface Policy permits Timeouts, Retry, BodyLimit, Rewrite, HttpsRedirect, Hsts {}
