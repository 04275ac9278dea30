package io.naru.controller.translate;

import static io.naru.controller.translate.Annotation.REWRITE_TARGET;
import static io.naru.controller.translate.Annotation.USE_REGEX;

import com.google.re2j.Pattern;
import java.util.Optional;

/// `rewrite-target`, `use-regex`.
final class RewriteSettings {
  private static final Syntax<String> TARGET =
      Syntax.matching(
          "a path of plain characters and $1 to $9",
          Pattern.compile("(/|\\$[1-9])([-._~a-zA-Z0-9/:]|\\$[1-9])*"));

  private RewriteSettings() {}

  static PathRewrite read(SettingReader reader) {
    Optional<String> text = reader.text(REWRITE_TARGET);
    if (text.filter(RewriteSettings::isAbsolute).isPresent()) {
      reader
          .findings()
          .refuse(
              reader.field(REWRITE_TARGET),
              Quote.of(text.get()) + " is a whole URL, to which Naru does not redirect yet");
      return new PathRewrite(Optional.empty(), useRegex(reader));
    }
    return new PathRewrite(reader.value(REWRITE_TARGET, TARGET), useRegex(reader));
  }

  private static boolean isAbsolute(String text) {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  private static boolean useRegex(SettingReader reader) {
    return reader.value(USE_REGEX, Syntax.BOOL, false);
  }
}
