package io.naru.controller.watch.manifest;

import io.naru.controller.object.Kind;
import java.util.Optional;
import java.util.stream.Stream;

/// What the `apiVersion` and `kind` of a manifest mean to us.
sealed interface ApiKind {

  /// A kind that we read, in the version that we read.
  record Current(Kind kind) implements ApiKind {}

  /// A kind that we read, in an old version that [LegacyIngress] converts.
  record Legacy(Kind kind) implements ApiKind {}

  /// A kind that we read, in a version that we do not.
  record OtherVersion(Kind kind) implements ApiKind {}

  /// A kind of no interest, or one of ours by name but of another API group.
  record Foreign() implements ApiKind {}

  static ApiKind of(String apiVersion, String kind) {
    return find(apiVersion, kind)
        .<ApiKind>map(it -> versioned(it, apiVersion))
        .orElseGet(Foreign::new);
  }

  private static ApiKind versioned(Kind kind, String apiVersion) {
    if (kind.apiVersion().equals(apiVersion)) {
      return new Current(kind);
    }
    boolean convertible = kind == Kind.INGRESS || kind == Kind.INGRESS_CLASS;
    return convertible && apiVersion.endsWith("/v1beta1")
        ? new Legacy(kind)
        : new OtherVersion(kind);
  }

  /// A manifest without `apiVersion` is taken for one of ours by its kind alone, so that what is
  /// missing is said.
  private static Optional<Kind> find(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return Stream.of(Kind.values())
        .filter(it -> it.text().equals(kind))
        .filter(it ->
            apiVersion.isEmpty()
                || it.group().equals(group)
                || (it == Kind.INGRESS && group.equals("extensions")))
        .findFirst();
  }
}
