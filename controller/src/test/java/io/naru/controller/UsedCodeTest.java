package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.naru.proxy.listen.ProxyServer;
import io.naru.tls.select.ServerTls;
import java.net.URL;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What only tests call is not tested where it ships: it goes, or the program calls it.
class UsedCodeTest {
  /// Of the three modules; their tests lie elsewhere.
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .importUrls(
              Stream.of(Program.class, ProxyServer.class, ServerTls.class)
                  .map(UsedCodeTest::place)
                  .toList());

  private static final Set<String> CALLED_BY_THE_RUNTIME = Set.of("values", "valueOf", "main");

  /// What a value or a part says of itself, to who tests it or writes files from it.
  private static final Set<String> VIEWS =
      Set.of(
          "Access.has",
          "Certificate.notBefore",
          "CertificateProblem.sentence",
          "ChangeSet.keys",
          "ClusterState.services",
          "Codec.connection",
          "Fields.name",
          "Head.authority",
          "LiveRoute.origin",
          "LiveTable.generation",
          "Origin.value",
          "Roles.of",
          "ShardedMap.shards",
          "Steps.left");

  /// Values that differ from the usual ones in one part, as tests and benchmarks need them.
  private static final Set<String> VARIANTS =
      Set.of(
          "CertificateTable.with",
          "CertificateTable.without",
          "Changes.and",
          "Changes.touch",
          "CompileOptions.withClasses",
          "CompileOptions.withHealthPath",
          "CompileOptions.withReferences");

  /// What the interfaces of filters and TLS offer and no setting asks for so far.
  private static final Set<String> OFFERED =
      Set.of(
          "Downstream.discard",
          "HeadEdits.authority",
          "HeadEdits.replace",
          "Reply.edited",
          "Resume.with",
          "TlsPolicy.withSessionTickets",
          "TlsPolicy.withVersions",
          "TlsVersion.named");

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /// Who adds a use of one of the exceptions takes it out of its list.
  @Test
  void theProgramCallsEachOfItsMethods() {
    assertThat(
            PROGRAM.stream()
                .flatMap(it -> it.getMethods().stream())
                .filter(it -> !isReachedOtherwise(it) && !isCalled(it))
                .map(it -> it.getOwner().getSimpleName() + "." + it.getName()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(VIEWS, VARIANTS, OFFERED).flatMap(Set::stream).toList());
  }

  private static boolean isCalled(JavaMethod method) {
    return method.getAccessesToSelf().stream().anyMatch(it -> !it.getOrigin().equals(method));
  }

  /// By who knows a supertype of its class, by a pattern, or by the runtime.
  private static boolean isReachedOtherwise(JavaMethod method) {
    return CALLED_BY_THE_RUNTIME.contains(method.getName())
        || method.getModifiers().contains(JavaModifier.SYNTHETIC)
        || isAccessor(method)
        || overrides(method);
  }

  private static boolean isAccessor(JavaMethod method) {
    return method.getOwner().isRecord()
        && method.getRawParameterTypes().isEmpty()
        && method.getOwner().tryGetField(method.getName()).isPresent();
  }

  /// By name and number of parameters: their types differ where they are type variables.
  private static boolean overrides(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .flatMap(it -> it.getMethods().stream())
        .anyMatch(it ->
            it.getName().equals(method.getName())
                && it.getRawParameterTypes().size() == method.getRawParameterTypes().size());
  }
}
