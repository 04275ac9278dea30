package io.naru.controller.object;

import java.util.Comparator;

/// Who an object is: its kind, its namespace (empty for kinds that live outside of namespaces) and
/// its name. Ordered by kind, then namespace, then name.
public record ObjectKey(Kind kind, String namespace, String name) implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::kind)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  public ObjectKey {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a " + kind + " without a name has no key");
    }
    if (kind.namespaced() == namespace.isEmpty()) {
      throw new IllegalArgumentException(
          kind + " " + name + (kind.namespaced() ? " needs a namespace" : " has no namespace"));
    }
  }

  /// The key of an object outside of namespaces: an IngressClass or a Namespace.
  public static ObjectKey ofCluster(Kind kind, String name) {
    return new ObjectKey(kind, "", name);
  }

  /// `namespace/name`, or `name` alone outside of namespaces.
  public String path() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  /// `Ingress default/web`.
  @Override
  public String toString() {
    return kind + " " + path();
  }
}
