package io.naru.proxy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.match.Pattern;
import io.naru.proxy.policy.BodyLimit;
import io.naru.proxy.policy.Hsts;
import io.naru.proxy.policy.HttpsRedirect;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.policy.Rewrite;
import io.naru.proxy.route.Origin;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import io.naru.proxy.testkit.Requests;
import io.naru.proxy.upstream.UpstreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FiltersTest {
  private static final RouteAction FORWARD = RouteAction.Forward.to(new UpstreamId("u"));
  private static final HttpsRedirect REDIRECT = new HttpsRedirect(308, OptionalInt.empty(), false);

  @Test
  void aStatedLengthOverTheLimitIsRefused() {
    Policies policies = policies(new BodyLimit(10), Optional.empty(), Optional.empty());
    Exchange exchange = Requests.plain("h", "/");
    exchange.request().bodyLength(10);
    assertThat(run(FORWARD, policies, exchange)).isEqualTo(Verdict.CONTINUE);
    exchange.request().bodyLength(11);
    assertThat(run(FORWARD, policies, exchange))
        .isEqualTo(new Verdict.Refuse(Fault.Refusal.BODY_TOO_LARGE));
    exchange.request().bodyLength(-1);
    assertThat(run(FORWARD, policies, exchange)).isEqualTo(Verdict.CONTINUE);
  }

  @Test
  void aRouteWithoutPoliciesHasNoFilters() {
    Policies none = policies(new BodyLimit(0), Optional.empty(), Optional.empty());
    assertThat(Chains.requests(route(FORWARD, none))).isSameAs(FilterChain.EMPTY);
  }

  @Test
  void theBodyLimitComesBeforeTheRedirect() {
    Exchange exchange = Requests.plain("h", "/");
    exchange.request().bodyLength(11);
    assertThat(
            run(
                FORWARD,
                policies(new BodyLimit(10), Optional.empty(), Optional.of(REDIRECT)),
                exchange))
        .isInstanceOf(Verdict.Refuse.class);
  }

  @Test
  void anAbsoluteRewriteComesBeforeTheHttpsRedirect() {
    Rewrite rewrite = new Rewrite(new Pattern("/a", false, true), "https://other.test/");
    Policies policies = policies(BodyLimit.DEFAULT, Optional.of(rewrite), Optional.of(REDIRECT));
    assertThat(location(run(FORWARD, policies, Requests.plain("h", "/a"))))
        .isEqualTo("https://other.test/");
    assertThat(location(run(FORWARD, policies, Requests.plain("h", "/b"))))
        .isEqualTo("https://h/b");
  }

  @Test
  void aDeniedRouteRedirectsNobody() {
    RouteAction denied = new RouteAction.Respond(new Fault.Denied("no secret"));
    RouteAction nothing = new RouteAction.Respond(Fault.Unroutable.NO_ROUTE);
    Policies policies = policies(BodyLimit.DEFAULT, Optional.empty(), Optional.of(REDIRECT));
    Exchange exchange = Requests.plain("h", "/");
    assertThat(run(denied, policies, exchange)).isEqualTo(Verdict.CONTINUE);
    assertThat(run(nothing, policies, exchange)).isInstanceOf(Verdict.Answer.class);
  }

  @Test
  void aSlashRedirectComesBeforeAllFilters() {
    Policies policies = policies(new BodyLimit(1), Optional.empty(), Optional.of(REDIRECT));
    assertThat(Chains.requests(route(new RouteAction.AddSlash(301), policies)))
        .isSameAs(FilterChain.EMPTY);
  }

  @Test
  void hstsTakesThePlaceOfTheEndpointsOwnOverTls() {
    Exchange exchange = Requests.secure("h", "/");
    hsts().response(exchange);
    Reply reply = new Reply(200, Fields.of("strict-transport-security", "no", "A", "b"), "", false);
    Fields edited = reply.edited(exchange.responseEdits()).fields();
    assertThat(lines(edited))
        .containsExactly("A: b", "Strict-Transport-Security: max-age=31536000; includeSubDomains");
  }

  @Test
  void hstsIsNotForPlainConnections() {
    Exchange exchange = Requests.plain("h", "/");
    hsts().response(exchange);
    assertThat(exchange.responseEdits().added().count()).isZero();
  }

  private static ResponseFilter hsts() {
    Policies d = Policies.DEFAULT;
    Policies policies =
        new Policies(
            d.timeouts(),
            d.retry(),
            d.bodyLimit(),
            d.rewrite(),
            d.httpsRedirect(),
            Optional.of(Hsts.DEFAULT));
    return Chains.responses(route(FORWARD, policies)).getFirst();
  }

  private static List<String> lines(Fields fields) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < fields.count(); i++) {
      lines.add(fields.name(i) + ": " + fields.value(i));
    }
    return lines;
  }

  private static String location(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Answer.class);
    Fields fields = ((Verdict.Answer) verdict).reply().fields();
    return lines(fields).stream()
        .filter(line -> line.startsWith("Location: "))
        .findFirst()
        .orElseThrow()
        .substring("Location: ".length());
  }

  private static Verdict run(RouteAction action, Policies policies, Exchange exchange) {
    List<Verdict> outcomes = new ArrayList<>();
    Chains.requests(route(action, policies)).run(exchange, outcomes::add);
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }

  private static Route route(RouteAction action, Policies policies) {
    return new Route(new PathMatch.Prefix("/"), action, policies, Origin.NONE);
  }

  private static Policies policies(
      BodyLimit limit, Optional<Rewrite> rewrite, Optional<HttpsRedirect> redirect) {
    Policies d = Policies.DEFAULT;
    return new Policies(d.timeouts(), d.retry(), limit, rewrite, redirect, Optional.empty());
  }
}
