package io.naru.controller;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.util.List;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.naru.controller", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule objectKeysKnowNothingElse =
      knowOnly(List.of("io.naru.controller.object"), "io.naru.controller.object");

  @ArchTest
  static final ArchRule problemsKnowObjectKeysAndTheLog =
      knowOnly(
          List.of("io.naru.controller.problem"),
          "org.slf4j",
          "org.slf4j.spi",
          "io.naru.controller.object",
          "io.naru.controller.problem");

  @ArchTest
  static final ArchRule sourcesKnowTheModelAndNothingOfTheProxy =
      knowOnly(
          List.of("io.naru.controller.watch.."),
          "org.slf4j",
          "io.fabric8.kubernetes..",
          "com.fasterxml.jackson.databind..",
          "org.snakeyaml.engine..",
          "io.naru.controller.access",
          "io.naru.controller.object",
          "io.naru.controller.pace",
          "io.naru.controller.problem",
          "io.naru.controller.watch..");

  @ArchTest
  static final ArchRule clientsAreMadeInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.naru.controller.access")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Client.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(KubernetesClientBuilder.class);

  @ArchTest
  static final ArchRule theWayToTheServerKnowsNothingOfWhatComesFromThere =
      knowOnly(
          List.of("io.naru.controller.access"),
          "javax.net.ssl",
          "com.fasterxml.jackson..",
          "io.fabric8.kubernetes..",
          "io.naru.controller.access",
          "io.naru.controller.object");

  @ArchTest
  static final ArchRule translationKnowsTextsAndPolicies =
      knowOnly(
          List.of("io.naru.controller.translate"),
          "com.google.re2j",
          "io.fabric8.kubernetes.api..",
          "io.naru.controller.object",
          "io.naru.controller.problem",
          "io.naru.controller.translate",
          "io.naru.proxy.fault",
          "io.naru.proxy.match",
          "io.naru.proxy.policy",
          "io.naru.proxy.upstream",
          "io.naru.tls.material",
          "io.naru.tls.select");

  @ArchTest
  static final ArchRule compilationKnowsStatesAndTables =
      knowOnly(
          List.of("io.naru.controller.compile"),
          "org.slf4j",
          "io.fabric8.kubernetes.api..",
          "io.naru.controller.compile",
          "io.naru.controller.object",
          "io.naru.controller.problem",
          "io.naru.controller.translate",
          "io.naru.controller.watch",
          "io.naru.proxy.fault",
          "io.naru.proxy.fault",
          "io.naru.proxy.match",
          "io.naru.proxy.policy",
          "io.naru.proxy.route",
          "io.naru.proxy.snapshot",
          "io.naru.proxy.upstream",
          "io.naru.tls.material",
          "io.naru.tls.select");

  @ArchTest
  static final ArchRule loopsOfTheControlPlaneKnowTimeAlone =
      knowOnly(List.of("io.naru.controller.pace"), "org.slf4j", "io.naru.controller.pace");

  @ArchTest
  static final ArchRule theElectionKnowsOneLease =
      knowOnly(
          List.of("io.naru.controller.leader"),
          "org.slf4j",
          "io.fabric8.kubernetes.api..",
          "io.naru.controller.access",
          "io.naru.controller.leader",
          "io.naru.controller.pace");

  @ArchTest
  static final ArchRule whoWritesToTheClusterKnowsNoTable =
      knowOnly(
          List.of("io.naru.controller.status", "io.naru.controller.event"),
          "org.slf4j",
          "io.fabric8.kubernetes.api..",
          "io.naru.controller.access",
          "io.naru.controller.event",
          "io.naru.controller.leader",
          "io.naru.controller.object",
          "io.naru.controller.pace",
          "io.naru.controller.problem",
          "io.naru.controller.publish",
          "io.naru.controller.status",
          "io.naru.controller.watch",
          "io.naru.controller.watch.cluster");

  /// Catalogue A3: what a review runs is a function; it has no way to a file, a socket, a name
  /// server, a process or a script.
  @ArchTest
  static final ArchRule a3WhatIsCompiledReachesNothing =
      noClasses()
          .that()
          .resideInAnyPackage("io.naru.controller.compile", "io.naru.controller.translate")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net.http..")
                  .or(assignableTo(InetSocketAddress.class))
                  .or(assignableTo(Socket.class))
                  .or(assignableTo(URL.class))
                  .or(assignableTo(File.class))
                  .or(assignableTo(FileInputStream.class))
                  .or(assignableTo(FileOutputStream.class))
                  .or(assignableTo(ProcessBuilder.class))
                  .or(assignableTo(Runtime.class))
                  .or(assignableTo(ClassLoader.class)))
          .orShould()
          .callMethod(InetAddress.class, "getByName", String.class)
          .orShould()
          .callMethod(InetAddress.class, "getAllByName", String.class);

  @ArchTest
  static final ArchRule admissionKnowsTheTrialAndNoTable =
      knowOnly(
          List.of("io.naru.controller.admission"),
          "javax.net.ssl",
          "org.slf4j",
          "io.fabric8.kubernetes..",
          "io.netty..",
          "io.naru.controller.access",
          "io.naru.controller.admission",
          "io.naru.controller.compile",
          "io.naru.controller.object",
          "io.naru.controller.problem",
          "io.naru.controller.watch",
          "io.naru.tls.material");

  @ArchTest
  static final ArchRule textIsParsedInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.naru.controller.watch.manifest", "io.naru.controller.access")
          // which writes, and parses nothing
          .and()
          .doNotHaveSimpleName("JsonLines")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.snakeyaml..", "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule adminPagesSeeValuesAndNoSource =
      knowOnly(
          List.of("io.naru.controller.admin"),
          "com.sun.net.httpserver",
          "org.slf4j",
          "io.micrometer..",
          "io.naru.tls.material",
          "io.naru.tls.select",
          "io.naru.proxy.fault",
          "io.naru.proxy.match",
          "io.naru.proxy.route",
          "io.naru.proxy.snapshot",
          "io.naru.proxy.upstream",
          "io.naru.controller.problem",
          "io.naru.controller.admin");

  @ArchTest
  static final ArchRule demoServersAreEndpointsLikeAnyOther =
      noClasses()
          .that()
          .resideInAPackage("io.naru.controller.demo")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.naru.proxy..", "io.naru.tls..");

  @ArchTest
  static final ArchRule nothingImportsTheProgram =
      noClasses()
          .that()
          .resideInAPackage("io.naru.controller.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.naru.controller");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.naru.controller.(*)..").should().beFreeOfCycles();

  /// Besides the JDK's own packages.
  private static ArchRule knowOnly(List<String> packages, String... known) {
    String[] all =
        Stream.concat(Stream.of("java..", "org.jspecify.."), Stream.of(known))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAnyPackage(packages.toArray(String[]::new))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(all));
  }
}
