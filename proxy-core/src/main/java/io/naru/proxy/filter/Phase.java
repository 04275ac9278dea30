package io.naru.proxy.filter;

/** The order of decisions in a route (behaviour 2, steps 5 to 9). */
public enum Phase {
  BODY_LIMIT,
  REWRITE,
  HTTPS_REDIRECT
}
