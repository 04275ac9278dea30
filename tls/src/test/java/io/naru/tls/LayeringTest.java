package io.naru.tls;

import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.security.Key;
import java.util.regex.Pattern;

@AnalyzeClasses(packages = "io.naru.tls", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

  @ArchTest
  static final ArchRule bouncyCastleIsKnownToMaterialAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.naru.tls.material")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule materialKnowsTheJdkAndBouncyCastle =
      classes()
          .that()
          .resideInAPackage("io.naru.tls.material")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.naru.tls.material", "java..", "javax..", "org.bouncycastle..", "org.jspecify..");

  @ArchTest
  static final ArchRule selectKnowsMaterialAndNoNetty =
      classes()
          .that()
          .resideInAPackage("io.naru.tls.select")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.naru.tls.select",
              "io.naru.tls.material",
              "java..",
              "javax.net.ssl..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule nettyKnowsSelectAndNettysHandlers =
      classes()
          .that()
          .resideInAPackage("io.naru.tls.netty")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.naru.tls..",
              "io.netty.buffer..",
              "io.netty.channel..",
              "io.netty.handler.codec",
              "io.netty.handler.ssl..",
              "io.netty.internal.tcnative..",
              "io.netty.util..",
              "com.github.benmanes.caffeine..",
              "org.slf4j..",
              "java..",
              "javax.net.ssl..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule tlsIsTheLeaf =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.naru.proxy..", "io.naru.controller..", "io.fabric8..");

  @ArchTest
  static final ArchRule valuesHoldNoArraysKeysOrPatterns =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.naru.tls.select")
          .and()
          .areNotStatic()
          .and()
          .areDeclaredInClassesThat()
          .areRecords()
          .should(not(ArchConditions.haveRawType(arrayKeyOrPattern())));

  private static DescribedPredicate<JavaClass> arrayKeyOrPattern() {
    return DescribedPredicate.describe(
        "array, key or pattern",
        type ->
            type.isArray() || type.isAssignableTo(Key.class) || type.isEquivalentTo(Pattern.class));
  }
}
