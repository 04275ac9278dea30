package io.naru.proxy;

import static com.tngtech.archunit.lang.conditions.ArchConditions.haveRawType;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.netty.handler.codec.http.HttpMessage;
import java.security.Key;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which package may know which: the table that the data path is read by. */
@AnalyzeClasses(packages = "io.naru.proxy", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  private static final String[] VALUES = {
    "io.naru.proxy.match",
    "io.naru.proxy.policy",
    "io.naru.proxy.upstream",
    "io.naru.proxy.route",
    "io.naru.proxy.snapshot"
  };

  private static final DescribedPredicate<JavaClass> ARRAY_KEY_OR_PATTERN =
      DescribedPredicate.describe(
          "array, key or compiled pattern",
          type ->
              type.isArray()
                  || type.isAssignableTo(Key.class)
                  || type.isEquivalentTo(Pattern.class)
                  || type.isEquivalentTo(com.google.re2j.Pattern.class));

  /** A package and what it may know beside the JDK; names are of our packages where they can be. */
  private static ArchRule only(String name, String... known) {
    String self = "io.naru.proxy." + name;
    String[] allowed =
        Stream.concat(
                Stream.of(self, "java..", "org.jspecify.."),
                Stream.of(known).map(LayeringTest::full))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(self)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .allowEmptyShould(true);
  }

  private static String full(String name) {
    return name.contains(".") ? name : "io.naru.proxy." + name;
  }

  @ArchTest static final ArchRule head = only("head");
  @ArchTest static final ArchRule fault = only("fault");
  @ArchTest static final ArchRule buffer = only("buffer", "io.netty..");
  @ArchTest static final ArchRule loop = only("loop", "buffer", "io.netty..");
  @ArchTest static final ArchRule channel = only("channel", "loop", "io.netty..");
  @ArchTest static final ArchRule match = only("match", "head", "com.google.re2j..");
  @ArchTest static final ArchRule policy = only("policy", "match");
  @ArchTest static final ArchRule upstream = only("upstream", "io.naru.tls.select");

  @ArchTest static final ArchRule route = only("route", "match", "policy", "upstream", "fault");

  @ArchTest
  static final ArchRule snapshot =
      only("snapshot", "match", "policy", "route", "upstream", "io.naru.tls.select");

  @ArchTest static final ArchRule exchange = only("exchange", "head", "fault", "io.netty.buffer..");

  @ArchTest
  static final ArchRule h1 =
      only("h1", "exchange", "head", "fault", "buffer", "loop", "channel", "io.netty..");

  @ArchTest
  static final ArchRule h2 =
      only(
          "h2",
          "exchange",
          "head",
          "fault",
          "buffer",
          "loop",
          "channel",
          "io.netty..",
          "org.slf4j..");

  @ArchTest
  static final ArchRule filter =
      only("filter", "exchange", "head", "fault", "match", "policy", "route");

  @ArchTest static final ArchRule balance = only("balance", "upstream");

  @ArchTest
  static final ArchRule runtime =
      only(
          "runtime",
          "snapshot",
          "route",
          "match",
          "policy",
          "upstream",
          "fault",
          "head",
          "exchange",
          "filter",
          "balance",
          "io.naru.tls.select",
          "io.naru.tls.netty",
          "io.netty.util.concurrent..");

  @ArchTest
  static final ArchRule pool =
      only(
          "pool",
          "h1",
          "h2",
          "exchange",
          "fault",
          "buffer",
          "loop",
          "upstream",
          "balance",
          "runtime",
          "snapshot",
          "io.naru.tls.select",
          "io.naru.tls.netty",
          "io.netty..",
          "org.slf4j..");

  @ArchTest
  static final ArchRule codecsAreKnownToPoolsAndListenersAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.naru.proxy.h1", "io.naru.proxy.h2", "io.naru.proxy.pool", "io.naru.proxy.listen")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.naru.proxy.h1", "io.naru.proxy.h2");

  @ArchTest
  static final ArchRule whatIsDecidedOnKnowsNoNetty =
      noClasses()
          .that()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of(VALUES), Stream.of("io.naru.proxy.head", "io.naru.proxy.fault"))
                  .toArray(String[]::new))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule valuesHoldNoArraysKeysOrCompiledPatterns =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(VALUES)
          .and()
          .areDeclaredInClassesThat()
          .areRecords()
          .and()
          .areNotStatic()
          .should(not(haveRawType(ARRAY_KEY_OR_PATTERN)));

  /** Catalogue C6: heads are written anew, never patched in another codec's objects. */
  @ArchTest
  static final ArchRule noMessageIsEverMutated =
      noClasses()
          .should()
          .dependOnClassesThat(JavaClass.Predicates.assignableTo(HttpMessage.class))
          .orShould()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "setUri, setMethod or setProtocolVersion",
                  call ->
                      call.getName().equals("setUri")
                          || call.getName().equals("setMethod")
                          || call.getName().equals("setProtocolVersion")));

  @ArchTest
  static final ArchRule theDataPathKnowsNoKubernetes =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.naru.controller..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.naru.proxy.(*)..").should().beFreeOfCycles();
}
