package io.naru.controller.translate;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.translate.Translated.Invalid;
import io.naru.controller.translate.Translated.Ok;
import java.util.Map;
import java.util.Optional;

/// Reads the settings of one object, an Ingress or the ConfigMap, by their names. A text that is
/// absent or blank leaves the setting to its default (behaviour 1).
final class SettingReader {
  private final ObjectKey object;
  private final Texts texts;
  private final Findings findings;

  SettingReader(ObjectKey object, Texts texts, Findings findings) {
    this.object = object;
    this.texts = texts;
    this.findings = findings;
  }

  /// The texts of an object by setting name, and how a sentence names the place of one.
  record Texts(Map<String, String> byName, String fieldBefore, String fieldBehind) {

    static Texts ofAnnotations(Map<String, String> byName, String prefix) {
      return new Texts(byName, "metadata.annotations[" + prefix + "/", "]");
    }

    static Texts ofData(Map<String, String> byName) {
      return new Texts(byName, "data.", "");
    }

    String field(String name) {
      return fieldBefore + name + fieldBehind;
    }
  }

  Findings findings() {
    return findings;
  }

  String namespace() {
    return object.namespace();
  }

  String field(Key key) {
    return texts.field(key.text());
  }

  boolean has(Key key) {
    return text(key).isPresent();
  }

  /// The text as it stands.
  Optional<String> text(Key key) {
    return Optional.ofNullable(texts.byName().get(key.text())).filter(it -> !it.isBlank());
  }

  /// What became of the text, where there is one.
  <T> Optional<Translated<T>> read(Key key, Syntax<T> syntax) {
    return text(key)
        .map(text ->
            syntax
                .parse()
                .apply(text)
                .<Translated<T>>map(Ok::new)
                .orElseGet(() ->
                    new Invalid<>(
                        object, key.text(), Quote.of(text) + " is not " + syntax.expectation())));
  }

  /// The value; the fallback for a text that is absent, or (with a problem) not a value.
  <T> T value(Key key, Syntax<T> syntax, T fallback) {
    return switch (read(key, syntax).orElseGet(() -> new Ok<>(fallback))) {
      case Ok<T>(T value) -> value;
      case Invalid<T>(_, _, String reason) -> {
        findings.warn(field(key), reason, "its default is used");
        yield fallback;
      }
    };
  }

  /// The value, where a text is there and is one.
  <T> Optional<T> value(Key key, Syntax<T> syntax) {
    return value(key, syntax.map(Optional::of), Optional.empty());
  }

  /// As [#value], but a text that is not a value keeps the object from being served.
  <T> Optional<T> strict(Key key, Syntax<T> syntax) {
    Optional<Translated<T>> read = read(key, syntax);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    return switch (read.get()) {
      case Ok<T>(T value) -> Optional.of(value);
      case Invalid<T>(_, _, String reason) -> {
        findings.refuse(field(key), reason);
        yield Optional.empty();
      }
    };
  }
}
