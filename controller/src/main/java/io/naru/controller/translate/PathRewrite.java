package io.naru.controller.translate;

import java.util.Optional;

/// What `rewrite-target` and `use-regex` ask for (behaviour 4, 6).
///
/// @param target takes the place of the whole path; `$1` to `$9` are the groups of the location
/// @param useRegex all paths of the host are expressions
public record PathRewrite(Optional<String> target, boolean useRegex) {
  public static final PathRewrite NONE = new PathRewrite(Optional.empty(), false);

  /// Whether a location with this path rewrites: a target that equals it does not.
  public boolean rewrites(String path) {
    return target.filter(it -> !it.equals(path)).isPresent();
  }

  /// Whether a location with this path makes all paths of its host expressions.
  public boolean asksForExpressions(String path) {
    return useRegex || rewrites(path);
  }
}
