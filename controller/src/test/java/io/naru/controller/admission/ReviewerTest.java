package io.naru.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.naru.controller.admission.Judgement.Allowed;
import io.naru.controller.admission.Judgement.Refused;
import io.naru.controller.compile.CompileOptions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is refused, what is allowed, and in which words.
class ReviewerTest {
  private final Reviewer reviewer = new Reviewer(TestWorld.TRIAL);

  private Judgement judge(Ingress ingress) {
    return reviewer.judge(TestWorld.with(), ingress);
  }

  @Test
  void aGoodIngressIsAllowedWithoutAWord() {
    assertThat(judge(TestWorld.ingress("it", "it.test", Map.of()))).isEqualTo(Allowed.UNSEEN);
  }

  @Test
  void whatTakesItsDefaultOrIsUnknownIsAllowedWithWarnings() {
    assertThat(
            judge(
                TestWorld.ingress(
                    "it",
                    "it.test",
                    Map.of("proxy-connect-timeout", "soon", "ssl-redirecd", "true"))))
        .isInstanceOfSatisfying(
            Allowed.class,
            it ->
                assertThat(it.warnings())
                    .satisfiesExactlyInAnyOrder(
                        each ->
                            assertThat(each)
                                .startsWith("Ingress default/it, metadata.annotations[")
                                .contains("\"soon\" is not a whole number")
                                .endsWith("its default is used"),
                        each -> assertThat(each).contains("did you mean ssl-redirect?")));
  }

  @Test
  void whatWouldAnswer503IsRefusedWithAllThatIsWrong() {
    assertThat(
            judge(
                TestWorld.ingress(
                    "it", "it.test", Map.of("auth-url", "x", "proxy-connect-timeout", "soon"))))
        .isInstanceOfSatisfying(
            Refused.class,
            it -> {
              assertThat(it.code()).isEqualTo(400);
              assertThat(it.sentences()).hasSize(2);
              assertThat(it.sentences().getFirst())
                  .isEqualTo(
                      "Ingress default/it,"
                          + " metadata.annotations[nginx.ingress.kubernetes.io/auth-url]: cannot be"
                          + " honoured yet; its paths are answered 503");
            });
  }

  @Test
  void aTakenPathIsRefused() {
    assertThat(
            reviewer.judge(
                TestWorld.with(TestWorld.ingress("first", "it.test", Map.of())),
                TestWorld.ingress("second", "it.test", Map.of())))
        .isInstanceOf(Refused.class);
  }

  @Test
  void theUsualPrefixIsRefusedWhereAnotherIsRead() {
    CompileOptions usual = CompileOptions.DEFAULT;
    CompileOptions own =
        new CompileOptions(
            "own.test",
            usual.classes(),
            usual.watchNamespace(),
            usual.catchAll(),
            usual.references(),
            usual.externalNames(),
            usual.httpsPort(),
            usual.ownPorts(),
            usual.healthPath());
    Reviewer other = new Reviewer(TestWorld.trial(own));
    assertThat(
            other.judge(
                TestWorld.with(),
                TestWorld.ingress("it", "it.test", Map.of("ssl-redirect", "true"))))
        .isInstanceOfSatisfying(
            Refused.class,
            it ->
                assertThat(it.sentences())
                    .singleElement()
                    .asString()
                    .contains("this controller reads own.test/"));
    assertThat(other.judge(TestWorld.with(), TestWorld.ingress("it", "it.test", Map.of())))
        .isEqualTo(Allowed.UNSEEN);
  }

  @Test
  void aCatchAllIsRefusedWhereItIsForbidden() {
    CompileOptions usual = CompileOptions.DEFAULT;
    CompileOptions strict =
        new CompileOptions(
            usual.annotationsPrefix(),
            usual.classes(),
            usual.watchNamespace(),
            false,
            usual.references(),
            usual.externalNames(),
            usual.httpsPort(),
            usual.ownPorts(),
            usual.healthPath());
    Ingress it = TestWorld.ingress("it", "it.test", Map.of());
    it.getSpec()
        .setDefaultBackend(
            it.getSpec().getRules().getFirst().getHttp().getPaths().getFirst().getBackend());
    assertThat(new Reviewer(TestWorld.trial(strict)).judge(TestWorld.with(), it))
        .isInstanceOfSatisfying(
            Refused.class,
            each -> assertThat(each.sentences().getFirst()).contains("disable-catch-all"));
    assertThat(judge(it)).isEqualTo(Allowed.UNSEEN);
  }

  @Test
  void aBoundOnTheSentencesNeverHidesWhyItWasRefused() {
    Map<String, String> annotations = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      annotations.put("aaa-unknown-" + i, "x");
    }
    annotations.put("server-snippet", "return 200;");
    assertThat(judge(TestWorld.ingress("it", "it.test", annotations)))
        .isInstanceOfSatisfying(
            Refused.class,
            it -> {
              assertThat(it.sentences()).hasSizeLessThan(50);
              assertThat(it.sentences().getFirst()).contains("server-snippet");
              assertThat(it.sentences().getLast()).matches("and [0-9]+ more");
            });
  }

  @Test
  void b6WhatBreaksTheCompileIsRefused() {
    Ingress poison = TestWorld.ingress("poison", "it.test", Map.of());
    poison.setSpec(
        new IngressSpec() {
          @Override
          public String getIngressClassName() {
            throw new IllegalStateException("poison");
          }
        });
    assertThat(judge(poison))
        .isInstanceOfSatisfying(
            Refused.class,
            it -> {
              assertThat(it.code()).isEqualTo(500);
              assertThat(it.sentences().getFirst())
                  .startsWith("Ingress default/poison: trips over");
            });
  }
}
