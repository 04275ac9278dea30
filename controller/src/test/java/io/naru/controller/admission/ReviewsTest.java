package io.naru.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From the body of a review to its answer.
class ReviewsTest {
  private static final Ingress BAD = TestWorld.ingress("it", "it.test", Map.of("auth-url", "x"));

  private final Reviews reviews = TestWorld.reviews();

  @Test
  void theAnswerRepeatsTheUid() {
    assertThat(reviews.answer(TestWorld.review("CREATE", BAD)).body())
        .startsWith("{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",")
        .contains("\"uid\":\"7\"", "\"allowed\":false", "\"code\":400", "\"reason\":\"BadRequest\"")
        .contains(
            "\"message\":\"Refused, because of what would come of it:\\nIngress default/it,"
                + " metadata.annotations[nginx.ingress.kubernetes.io/auth-url]: cannot be honoured"
                + " yet; its paths are answered 503\"");
  }

  @Test
  void warningsComeWithAnAllowedOne() {
    Ingress it = TestWorld.ingress("it", "it.test", Map.of("limit-rps", "5"));
    assertThat(reviews.answer(TestWorld.review("UPDATE", it)).body())
        .contains("\"allowed\":true", "\"warnings\":[\"Ingress default/it, ");
  }

  @Test
  void aDeletionIsNoConcernOfOurs() {
    assertThat(reviews.answer(TestWorld.review("DELETE", BAD)).body()).contains("\"allowed\":true");
    Ingress leaving = TestWorld.ingress("it", "it.test", Map.of("auth-url", "x"));
    leaving.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    assertThat(reviews.answer(TestWorld.review("UPDATE", leaving)).body())
        .contains("\"allowed\":true");
  }

  @Test
  void anIngressOfANamespaceThatIsNotWatchedIsAllowedUnseen() {
    Reviews others =
        new Reviews(
            TestWorld.TRIAL,
            () -> Optional.of(TestWorld.with()),
            (it, _) -> it,
            (_, namespace) -> !namespace.equals("default"));
    assertThat(others.answer(TestWorld.review("CREATE", BAD)).body())
        .contains("\"allowed\":true")
        .doesNotContain("warnings");
  }

  @Test
  void nobodyIsJudgedBeforeTheClusterIsKnown() {
    Reviews early = new Reviews(TestWorld.TRIAL, Optional::empty, (it, _) -> it, (_, _) -> true);
    assertThat(early.answer(TestWorld.review("CREATE", BAD)).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "a: &a [1]\nb: *a",
        "apiVersion: admission.k8s.io/v1\nrequest: {uid: '7', operation: DELETE, kind: {group:"
            + " networking.k8s.io, version: v1, kind: Ingress}}",
        "{",
        "{}",
        "[]",
        "{\"apiVersion\":\"admission.k8s.io/v1\"}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"request\":null}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":7}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"7\",\"kind\":{\"group\":\"\","
            + "\"version\":\"v1\",\"kind\":\"Pod\"},\"operation\":\"CREATE\"}}",
        "{\"apiVersion\":\"admission.k8s.io/v1beta1\",\"request\":{\"uid\":\"7\"}}"
      })
  void whatIsNoReviewIsAnsweredWithASentence(String body) {
    Reply reply = reviews.answer(body.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).endsWith(".\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "[]", "\"x\"", "{\"spec\":7}", "{\"spec\":{\"rules\":[null,7]}}"})
  void whatIsNoIngressIsAnsweredWithASentence(String object) {
    String body =
        new String(TestWorld.review("CREATE", "OBJECT"), StandardCharsets.UTF_8)
            .replace("\"OBJECT\"", object);
    assertThat(reviews.answer(body.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
  }

  @Test
  void aDeepNestDoesNotBreakUs() {
    String deep = "{\"a\":".repeat(100_000);
    assertThat(reviews.answer(deep.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
  }

  @Test
  void nullsInTheObjectDoNoHarm() {
    String body =
        new String(TestWorld.review("CREATE", "OBJECT"), StandardCharsets.UTF_8)
            .replace(
                "\"OBJECT\"",
                "{\"metadata\":{\"name\":\"it\",\"namespace\":\"default\",\"annotations\":null},"
                    + "\"spec\":{\"ingressClassName\":\"nginx\",\"rules\":[null,{\"host\":\"a.test\","
                    + "\"http\":{\"paths\":[null]}}],\"tls\":[null]}}");
    assertThat(reviews.answer(body.getBytes(StandardCharsets.UTF_8)).body()).contains("allowed");
  }
}
