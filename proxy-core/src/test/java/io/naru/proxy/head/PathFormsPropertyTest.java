package io.naru.proxy.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.Requests;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Paths against a reference that decodes once, merges slashes, then resolves dots. */
class PathFormsPropertyTest {
  private final PathForms forms = new PathForms();

  private Optional<String> normal(String target) {
    return forms.read(Requests.head("a", target)).isPresent()
        ? Optional.empty()
        : Optional.of(forms.text());
  }

  @Property(tries = 20_000)
  void theNormalFormIsTheReferences(@ForAll("paths") String path) {
    assertThat(normal(path)).isEqualTo(reference(path));
  }

  @Property(tries = 2000)
  void theNormalFormIsNormal(@ForAll("paths") String path) {
    Optional<String> once = normal(path).filter(form -> !form.contains("%"));
    once.ifPresent(form -> assertThat(normal(form)).contains(form));
  }

  @Property(tries = 2000)
  void theQueryStaysAsItIs(@ForAll("paths") String path, @ForAll("queries") String query) {
    Optional<String> without = normal(path);
    assertThat(normal(path + query)).isEqualTo(without);
    if (without.isPresent()) {
      assertThat(forms.query()).isEqualTo(query);
    }
  }

  @Property(tries = 2000)
  void whatIsEncodedDecodesToItself(@ForAll("paths") String path) {
    normal(path)
        .ifPresent(form -> {
          byte[] encoded = PathForms.encode(form);
          assertThat(Syntax.isTarget(encoded, 0, encoded.length)).isTrue();
          assertThat(normal(Ascii.text(encoded, 0, encoded.length))).contains(form);
        });
  }

  @Example
  void knownPathsAreKnown() {
    assertThat(normal("/a/b")).contains("/a/b");
    assertThat(normal("/a//b/./c/../d")).contains("/a/b/d");
    assertThat(normal("/a/..")).contains("/");
    assertThat(normal("/a/.")).contains("/a/");
    assertThat(normal("/%2e%2E/x")).isEmpty();
    assertThat(normal("/a%2F..%2fb")).contains("/b");
    assertThat(normal("/..")).isEmpty();
    assertThat(normal("/a/../..")).isEmpty();
    assertThat(normal("/...")).contains("/...");
    assertThat(normal("/.a/..b")).contains("/.a/..b");
    assertThat(normal("/%252e")).contains("/%2e");
    assertThat(normal("/%00")).isEmpty();
    assertThat(normal("/%")).isEmpty();
    assertThat(normal("/%4")).isEmpty();
    assertThat(normal("/%g1")).isEmpty();
    assertThat(normal("/%3fx?y")).contains("/?x");
    assertThat(normal("/a;x=1/..;/b")).contains("/a;x=1/..;/b");
    assertThat(normal("/?../..")).contains("/");
    assertThat(normal("*")).contains("*");
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(
            "/", "/", "/", "//", ".", "..", "/.", "/..", "a", "bc", "%2e", "%2E", "%2f", "%41",
            "%25", "%20", "%c3", "%7f", "%0a", "%", "%2", "%00", "%zz", ";", "+", "\\", "\u00e9")
        .list()
        .ofMaxSize(12)
        .map(parts -> "/" + String.join("", parts));
  }

  @Provide
  Arbitrary<String> queries() {
    return Arbitraries.of("", "?", "?x=1", "?../..", "?%zz", "??", "?/a//b");
  }

  private static Optional<String> reference(String path) {
    StringBuilder decoded = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        if (!path.substring(i).matches("(?s)%[0-9a-fA-F]{2}.*") || path.startsWith("%00", i)) {
          return Optional.empty();
        }
        c = (char) Integer.parseInt(path.substring(i + 1, i + 3), 16);
        i += 2;
      }
      decoded.append(c);
    }
    return resolve(decoded.toString().replaceAll("/+", "/"));
  }

  private static Optional<String> resolve(String path) {
    Deque<String> kept = new ArrayDeque<>();
    List<String> segments = new ArrayList<>();
    Collections.addAll(segments, path.substring(1).split("/", -1));
    for (String segment : segments) {
      if (segment.equals("..")) {
        if (kept.isEmpty()) {
          return Optional.empty();
        }
        kept.removeLast();
      } else if (!segment.equals(".") && !segment.isEmpty()) {
        kept.addLast(segment);
      }
    }
    String last = segments.getLast();
    boolean endsInSlash = last.isEmpty() || last.equals(".") || last.equals("..");
    String joined = "/" + String.join("/", kept);
    return Optional.of(endsInSlash && !kept.isEmpty() ? joined + "/" : joined);
  }
}
