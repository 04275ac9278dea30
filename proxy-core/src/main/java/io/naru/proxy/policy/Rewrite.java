package io.naru.proxy.policy;

import io.naru.proxy.match.Pattern;

/**
 * Where the pattern is found in the normalised path, the target takes the place of the whole path;
 * the query stays (behaviour 6).
 *
 * @param target text in which {@code $1} to {@code $9} stand for the pattern's groups
 */
public record Rewrite(Pattern pattern, String target) implements Policy {}
