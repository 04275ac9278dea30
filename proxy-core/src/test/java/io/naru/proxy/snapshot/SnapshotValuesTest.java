package io.naru.proxy.snapshot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** What a snapshot holds compares and prints by content (DESIGN 1). */
@AnalyzeClasses(packages = "io.naru.proxy", importOptions = ImportOption.DoNotIncludeTests.class)
class SnapshotValuesTest {
  private static final List<String> VALUES =
      List.of("fault", "policy", "upstream", "route", "snapshot");

  private static final DescribedPredicate<JavaClass> LIVE_FORM =
      DescribedPredicate.describe(
          "an array, a compiled pattern or a key",
          type ->
              type.isArray()
                  || type.isEquivalentTo(java.util.regex.Pattern.class)
                  || type.isEquivalentTo(com.google.re2j.Pattern.class)
                  || type.isAssignableTo(java.security.Key.class));

  @ArchTest
  static final ArchRule VALUES_HOLD_NO_LIVE_FORMS =
      noFields()
          .that(DescribedPredicate.describe("are of values", SnapshotValuesTest::isOfValue))
          .should()
          .haveRawType(LIVE_FORM);

  @ArchTest
  static final ArchRule VALUES_KNOW_NO_NETTY =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..head", "..fault", "..match", "..policy", "..upstream", "..route", "..snapshot")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  /** The array behind an enum is the compiler's. */
  private static boolean isOfValue(JavaField field) {
    JavaClass owner = field.getOwner();
    boolean values =
        VALUES.stream().anyMatch(name -> owner.getPackageName().equals("io.naru.proxy." + name));
    boolean matchValue = owner.isRecord() && owner.getPackageName().equals("io.naru.proxy.match");
    return (values || matchValue) && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }
}
