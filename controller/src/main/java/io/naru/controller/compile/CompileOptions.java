package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import java.util.Optional;
import java.util.Set;

/// What the flags say to the compilation (`flags-and-helm.md` has their names).
///
/// @param annotationsPrefix what stands before the slash of an annotation's name
/// @param watchNamespace Ingresses of other namespaces are not ours
/// @param catchAll false takes no Ingress that has a `spec.defaultBackend`
/// @param references the objects that flags name
/// @param externalNames false gives Services of type ExternalName no endpoint
/// @param httpsPort what clients see of the https port, for redirects that name it
/// @param ownPorts ports of ours on the loopback address, which no route may lead to
/// @param healthPath where requests for no known host are told that we serve
public record CompileOptions(
    String annotationsPrefix,
    ClassRules classes,
    Optional<String> watchNamespace,
    boolean catchAll,
    References references,
    boolean externalNames,
    int httpsPort,
    Set<Integer> ownPorts,
    Optional<String> healthPath) {
  public static final CompileOptions DEFAULT =
      new CompileOptions(
          "nginx.ingress.kubernetes.io",
          ClassRules.DEFAULT,
          Optional.empty(),
          true,
          References.NONE,
          true,
          443,
          Set.of(),
          Optional.empty());

  public CompileOptions {
    ownPorts = Set.copyOf(ownPorts);
  }

  /// The objects that flags name.
  ///
  /// @param configMap the settings of all Ingresses
  /// @param defaultBackend the Service of unmatched requests
  /// @param defaultCertificate the Secret of the default certificate
  public record References(
      Optional<ObjectKey> configMap,
      Optional<ObjectKey> defaultBackend,
      Optional<ObjectKey> defaultCertificate) {
    public static final References NONE =
        new References(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public CompileOptions withClasses(ClassRules other) {
    return new CompileOptions(
        annotationsPrefix,
        other,
        watchNamespace,
        catchAll,
        references,
        externalNames,
        httpsPort,
        ownPorts,
        healthPath);
  }

  public CompileOptions withReferences(References other) {
    return new CompileOptions(
        annotationsPrefix,
        classes,
        watchNamespace,
        catchAll,
        other,
        externalNames,
        httpsPort,
        ownPorts,
        healthPath);
  }

  public CompileOptions withOwnPorts(Set<Integer> other) {
    return new CompileOptions(
        annotationsPrefix,
        classes,
        watchNamespace,
        catchAll,
        references,
        externalNames,
        httpsPort,
        other,
        healthPath);
  }

  public CompileOptions withHealthPath(String path) {
    return new CompileOptions(
        annotationsPrefix,
        classes,
        watchNamespace,
        catchAll,
        references,
        externalNames,
        httpsPort,
        ownPorts,
        Optional.of(path));
  }
}
