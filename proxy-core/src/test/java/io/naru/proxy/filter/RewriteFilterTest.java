package io.naru.proxy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.match.Pattern;
import io.naru.proxy.policy.Rewrite;
import io.naru.proxy.testkit.Requests;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriteFilterTest {

  @ParameterizedTest
  @CsvSource({
    "/something, /, /something/else, /",
    "/something(/|$)(.*), /$2, /something/new/x?q=1, /new/x?q=1",
    "/something(/|$)(.*), /$2, /something, /",
    "/something(/|$)(.*), /$2, /SOMETHING/New, /New",
    "/foo/bar/(.+), /new/backend/$1, /foo/bar/a%20b, /new/backend/a%20b",
    "'/([^/]+)/([^/]+)/end', /$2/$1, /one/two/end, /two/one",
    "/a, /b, /x/a/y, /b",
    "/(a)(b)?, /$1-$2-$3, /a, /a--",
    "/(.*), /p/$1, /caf%C3%A9, /p/caf%C3%A9",
    "/a, /caf\u00e9, /a, /caf%C3%A9",
    "/(.*), /$10, /a, /a0",
    "/a, /$x/$, /a, /$x/$",
    "/app(.*), /$1, /app/x, //x",
  })
  void theTargetTakesThePlaceOfTheWholePath(
      String pattern, String target, String request, String forwarded) {
    assertThat(forwarded(pattern, target, request)).isEqualTo(forwarded);
  }

  @Test
  void aPathThatDoesNotMatchIsForwardedAsItCame() {
    Exchange exchange = Requests.plain("h", "/x%2Fy");
    assertThat(filter("/a", "/b").request(exchange, _ -> {})).isEqualTo(Verdict.CONTINUE);
    assertThat(exchange.requestEdits().target()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/(.*), /x?p=$1, /a, /x?p=a",
    "/(.*), /x?p=$1, /a?q=1, /x?p=a&q=1",
    "/(.*), /x?, /a?q=1, /x",
    "/(.*), /x?p=1?, /a?q=1, /x?p=1",
    "/(.*), /x?, /a, /x",
    "/(.*), /x, /a?, /x",
  })
  void theRequestsQueryFollowsTheTargets(
      String pattern, String target, String request, String forwarded) {
    assertThat(forwarded(pattern, target, request)).isEqualTo(forwarded);
  }

  @ParameterizedTest
  @CsvSource({
    "/(.*), /x?p=$1, /a%26b=c%23d%2Be, /x?p=a%26b=c%23d%2Be",
    "/(.*), /x/$1, /a%3Fb=c, /x/a%3Fb=c",
    "/(.*), /x/$1, /%24%39%25, /x/$9%25",
    "/([^/]*)$, /x?p=$1, /%0d%0aA:b, /x?p=%0D%0AA:b",
  })
  void h3_whatAGroupTookIsDataAndNothingElse(
      String pattern, String target, String request, String forwarded) {
    assertThat(forwarded(pattern, target, request)).isEqualTo(forwarded);
  }

  @Test
  void h3_theOutputIsBounded() {
    String path = "/" + "a".repeat(8000);
    assertThat(refusal("/(.*)", "/$1", path)).isEmpty();
    assertThat(refusal("/(.*)", "/$1$1$1", path)).contains(Fault.Refusal.REQUEST_LINE_TOO_LONG);
    assertThat(refusal("/(.*)", "/?a=$1$1$1", path)).contains(Fault.Refusal.REQUEST_LINE_TOO_LONG);
    assertThat(refusal("/(.*)", "/$1", "/" + "%20".repeat(8000)))
        .contains(Fault.Refusal.REQUEST_LINE_TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource({
    "/api(.*), /$1, /api../admin",
    "/api(.*), /$1, /api%2e%2e/admin",
    "/api(.*), /$1, /api./x",
    "/api(.*), /x/$1, /api..",
    "/api(.*), /$1, /api..;/x",
    "/api/(.*), /$1, /api/..;/x",
    "/api/(.*), /$1, /api/..;a=b",
    "/api/(.), /x/$1./y, /api/.a",
  })
  void h2_aRewriteThatMakesADotSegmentIsRefused(String pattern, String target, String request) {
    assertThat(refusal(pattern, target, request))
        .contains(new Fault.BadRequest("the rewritten path has a dot segment"));
  }

  @ParameterizedTest
  @CsvSource({"/api(.*), /$1, /api.../x", "/api(.*), /$1, /api.x", "/api(.*), /$1, /api..x/.y"})
  void dotsWithinASegmentAreFine(String pattern, String target, String request) {
    assertThat(refusal(pattern, target, request)).isEmpty();
  }

  @Test
  void aRewriteThatIsNoPathIsRefused() {
    assertThat(refusal("/a(.*)", "$1", "/a"))
        .contains(new Fault.BadRequest("the rewritten path does not begin with a slash"));
    assertThat(forwarded("/a(.*)", "$1", "/a/b")).isEqualTo("/b");
  }

  @ParameterizedTest
  @CsvSource({
    "/a, https://new.test, /a, https://new.test",
    "/a, https://new.test/x, /a?q=1, https://new.test/x?q=1",
    "/a, https://new.test/x?p=1, /a?q=1, https://new.test/x?p=1&q=1",
    "/a/(.*), http://new.test/$1, /a/b%20c, http://new.test/b%20c",
    "/a(.*), https://new.test$1, /a/b, https://new.test/b",
    "/a(.*), https://new.test$1, /a, https://new.test",
    "/a/(.*), https://$1.new.test/, /a/b, https://b.new.test/",
    "/a, https://new.test/caf\u00e9, /a, https://new.test/caf%C3%A9",
  })
  void anAbsoluteTargetSendsTheClientThere(
      String pattern, String target, String request, String location) {
    Reply reply = redirect(pattern, target, request);
    assertThat(reply.status()).isEqualTo(302);
    assertThat(location(reply)).isEqualTo(location);
  }

  @ParameterizedTest
  @CsvSource({
    "/a(.*), https://new.test$1, /a.evil.test/",
    "/a(.*), https://new.test$1, /a@evil.test",
    "/a(.*), https://new.test$1, /a:80",
    "/a/(.*), https://$1.new.test/, /a/evil.test%2Fx",
    "/a/(.*), https://$1.new.test/, /a/x@evil.test",
    "/a/(.*), 'https://$1.new.test/', '/a/evil.test%5C'",
  })
  void h4_whatAGroupTookNamesNoOtherHost(String pattern, String target, String request) {
    assertThat(refusal(pattern, target, request))
        .contains(new Fault.BadRequest("what a group took cannot stand in the target"));
  }

  @Test
  void h4_lineEndsInATargetAreEscaped() {
    assertThat(location(redirect("/a", "https://new.test/\r\nA: b", "/a")))
        .isEqualTo("https://new.test/%0D%0AA:%20b");
    assertThat(forwarded("/a", "/\r\nA: b?c\r\nd", "/a")).isEqualTo("/%0D%0AA:%20b?c%0D%0Ad");
  }

  @Test
  void spentStepsAreARefusal() {
    Verdict verdict =
        filter("/(?=a)(a|aa)+!", "/").request(Requests.plain("h", "/" + "a".repeat(8000)), _ -> {});
    assertThat(verdict).isEqualTo(new Verdict.Refuse(new Fault.BudgetSpent("/(?=a)(a|aa)+!")));
  }

  private static RewriteFilter filter(String pattern, String target) {
    return new RewriteFilter(new Rewrite(new Pattern(pattern, false, true), target));
  }

  private static String forwarded(String pattern, String target, String request) {
    Exchange exchange = Requests.plain("h", request);
    assertThat(filter(pattern, target).request(exchange, _ -> {})).isEqualTo(Verdict.CONTINUE);
    byte[] bytes = exchange.requestEdits().target().orElseThrow();
    return Ascii.text(bytes, 0, bytes.length);
  }

  private static Optional<Fault> refusal(String pattern, String target, String request) {
    Verdict verdict = filter(pattern, target).request(Requests.plain("h", request), _ -> {});
    return verdict instanceof Verdict.Refuse(Fault fault) ? Optional.of(fault) : Optional.empty();
  }

  private static Reply redirect(String pattern, String target, String request) {
    Verdict verdict = filter(pattern, target).request(Requests.plain("h", request), _ -> {});
    assertThat(verdict).isInstanceOf(Verdict.Answer.class);
    return ((Verdict.Answer) verdict).reply();
  }

  private static String location(Reply reply) {
    for (int i = 0; i < reply.fields().count(); i++) {
      if (reply.fields().name(i).equals("Location")) {
        return reply.fields().value(i);
      }
    }
    throw new AssertionError("no Location");
  }
}
