package io.naru.proxy.match;

/**
 * A regular expression as text; the table's live form compiles it once.
 *
 * @param text the expression as somebody wrote it, for PCRE
 * @param anchored it is read with {@code ^} in front of it, which in {@code a|b} binds to {@code a}
 *     alone, as users' expressions always were; the end is open (behaviour 4)
 * @param ignoreCase ASCII letters compare without case
 */
public record Pattern(String text, boolean anchored, boolean ignoreCase) {}
