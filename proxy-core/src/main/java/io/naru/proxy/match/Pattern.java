package io.naru.proxy.match;

/**
 * A regular expression as text; the table's live form compiles it once.
 *
 * @param text the expression as somebody wrote it
 * @param anchored it must match from the first byte on; the end is always open (behaviour 4)
 * @param ignoreCase ASCII letters compare without case
 */
public record Pattern(String text, boolean anchored, boolean ignoreCase) {}
