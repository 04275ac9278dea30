package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.problem.Problem;
import io.naru.controller.problem.Severity;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.match.Expressions;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.match.Pattern;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths that no request has as they are written, and paths that are no expressions on a host of
/// expressions.
class OddPathTest {
  private final TestCluster cluster = TestCluster.basic();

  private void ingress(String path, Map<String, String> annotations) {
    var ingress =
        TestCluster.objects(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: it}
            spec:
              ingressClassName: nginx
              rules:
                - host: it.test
                  http:
                    paths:
                      - {path: "%s", pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}
                      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
            """
                .formatted(path));
    ingress.getFirst().getMetadata().setAnnotations(annotations);
    cluster.apply(ingress);
  }

  private void expression(String path) {
    ingress(path, Map.of("nginx.ingress.kubernetes.io/use-regex", "true"));
  }

  private List<Problem> problems() {
    return cluster.compile().problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/search?q=it | has the character ?, which the path of a request has only as %3F",
        "/page#part | has the character #, which the path of a request has only as %23",
        "/a%20b | has the character %, which the path of a request has only as %25",
        "/a b | has a blank or control character, which the path of a request has only as %20",
        "\"/api \" | has a blank or control character, which the path of a request has only as %20",
        "/a\\tb | has a blank or control character, which the path of a request has only as %09",
        "/a\\u00A0b | has a blank or control character, which the path of a request has only as"
            + " %C2%A0"
      })
  void aPathThatRequestsOnlyHaveEscapedIsAProblemAndIsServedAsItStands(String path, String reason) {
    ingress(path, Map.of());
    assertThat(problems())
        .singleElement()
        .satisfies(it -> assertThat(it.field()).isEqualTo("spec.rules[0].http.paths[0].path"))
        .satisfies(it -> assertThat(it.reason()).isEqualTo(reason))
        .satisfies(it ->
            assertThat(it.consequence()).isEqualTo("only requests that write it so get there"))
        .satisfies(it -> assertThat(it.severity()).isEqualTo(Severity.WARNING));
    assertThat(cluster.host("it.test").routes())
        .allMatch(it -> it.action() instanceof RouteAction.Forward);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a//b", "/a/./b", "/a/../b", "/a/.."})
  void aPathThatIsNotNormalisedIsMetByNoRequest(String path) {
    ingress(path, Map.of());
    assertThat(problems())
        .singleElement()
        .satisfies(it -> assertThat(it.consequence()).isEqualTo("no request gets there"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a-b_c~d/", "/.well-known/x", "/a...b", "/50%", "/a;v=1", "/é"})
  void anOrdinaryPathIsNoProblem(String path) {
    ingress(path, Map.of());
    assertThat(problems()).isEmpty();
  }

  @Test
  void inAnExpressionAQuestionMarkIsOneAndABlankIsStillOdd() {
    expression("/a?b");
    assertThat(problems()).isEmpty();
    expression("/a (b|c)");
    assertThat(problems())
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).contains("blank or control character"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/admin/(.* | /admin/",
        "/admin[ | /admin",
        "/v1/users?( | /v1/user",
        "/files/{2}( | /files",
        "/a\\\\.b( | /a",
        "/( | /",
        "/?( | /"
      })
  void anExpressionThatDoesNotCompileKeepsItsPlaceAndAnswers503(String path, String literal) {
    expression(path);
    Route first = cluster.host("it.test").routes().getFirst();
    assertThat(first.action())
        .isInstanceOfSatisfying(RouteAction.Respond.class, OddPathTest::denied);
    assertThat(first.path()).isEqualTo(new PathMatch.Expression(new Pattern(literal, true, true)));
    assertThat(problems())
        .singleElement()
        .satisfies(it -> assertThat(it.severity()).isEqualTo(Severity.ERROR))
        .satisfies(it ->
            assertThat(it.sentence())
                .contains("is an expression that")
                .endsWith("; paths that begin with " + literal + " are answered 503 here"));
    assertThat(cluster.host("it.test").routes()).hasSize(2);
  }

  private static void denied(RouteAction.Respond respond) {
    assertThat(respond.fault()).isInstanceOf(Fault.Denied.class);
  }

  @Test
  void oneWithAlternativesMayHaveMeantAnything() {
    ingress("/x|/admin(", Map.of("nginx.ingress.kubernetes.io/use-regex", "true"));
    assertThat(cluster.lines("~ (?i)^/ -> denied")).hasSize(1);
    assertThat(ExpressionCheck.literal("/x(a|b")).isEqualTo("/x");
  }

  @Test
  void whatIsTooCostlyKeepsItsPlaceToo() {
    expression("/a(b{1000}){1000}");
    assertThat(cluster.lines("~ (?i)^/a -> denied")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/admin/", "/v1.0/x", "/x+", "/a-b_c~d@e:f,g&h=i'j!k%l\\\"m#n<o>p"})
  void theLiteralBeginningIsAnExpressionItself(String path) {
    Pattern literal = new Pattern(ExpressionCheck.literal(path + "("), true, true);
    assertThat(Expressions.compile(literal)).isInstanceOf(Expressions.Compiled.Ok.class);
  }
}
