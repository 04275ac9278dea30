package io.naru.proxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.testkit.Requests;
import io.naru.proxy.testkit.Tables;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveHostTest {

  @ParameterizedTest
  @CsvSource({
    "a.test, exact",
    "A.TEST, exact",
    "b.test, wildcard",
    "x_-9.test, wildcard",
    "a.b.test, any",
    "test, any",
    ".test, any",
    "'', any",
    "a.test.x, any",
    "~.test, any",
    "10.0.0.1, any",
    "[::1], any",
  })
  void anExactHostBeatsAWildcardOfOneLabelAndThatBeatsAny(String host, String upstream) {
    LiveTable table =
        activate(
            Tables.host("a.test", Tables.prefix("/", "exact")),
            Tables.host("*.test", Tables.prefix("/", "wildcard")),
            Tables.host("", Tables.prefix("/", "any")));
    assertThat(upstream(host(table, host), "/")).isEqualTo(upstream);
  }

  @Test
  void aHostNeverFallsBackToTheRoutesOfAnother() {
    LiveTable table =
        activate(
            Tables.host("a.test", Tables.prefix("/a", "exact")),
            Tables.host("*.test", Tables.prefix("/", "wildcard")),
            Tables.host("", Tables.prefix("/", "any")));
    assertThat(upstream(host(table, "a.test"), "/b")).isEqualTo("none");
  }

  @Test
  void withoutAHostThereIsNoRoute() {
    assertThat(upstream(host(activate(), "a.test"), "/")).isEqualTo("none");
    LiveTable empty = LiveTable.empty(Tables.CERTIFICATES);
    assertThat(upstream(host(empty, "a.test"), "/")).isEqualTo("none");
    assertThat(empty.generation()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/p, exact",
    "/p/x, prefix",
    "/px, root",
    "/q/, slash",
    "/q/x, slash",
    "/q, root",
    "/, root",
    "/P, root",
    "//p, exact",
    "/x/../p/%78, prefix",
  })
  void pathsMatchAsTheirKindSays(String path, String upstream) {
    LiveTable table =
        activate(
            Tables.host(
                "",
                Tables.exact("/p", "exact"),
                Tables.prefix("/p", "prefix"),
                Tables.prefix("/q/", "slash"),
                Tables.prefix("/", "root")));
    assertThat(upstream(host(table, ""), path)).isEqualTo(upstream);
  }

  @Test
  void theFirstInOrderWinsWhateverItsKind() {
    LiveTable table =
        activate(
            Tables.host(
                "",
                Tables.prefix("/a/b", "first"),
                Tables.expression("/a", "second"),
                Tables.exact("/a/c", "never"),
                Tables.prefix("/", "last")));
    LiveHost host = host(table, "");
    assertThat(upstream(host, "/a/b/c")).isEqualTo("first");
    assertThat(upstream(host, "/a/c")).isEqualTo("second");
    assertThat(upstream(host, "/b")).isEqualTo("last");
  }

  @Test
  void spentStepsAnswerForTheirRouteAndNoOther() {
    String text = "/(?=a)(a|aa)+!";
    Route dear = Tables.expression(text, "dear");
    LiveHost host = host(activate(Tables.host("", dear, Tables.prefix("/", "open"))), "");
    Routing routing = host.route(Requests.path("/" + "a".repeat(8000)));
    assertThat(routing).isInstanceOf(Routing.Spent.class);
    Routing.Spent spent = (Routing.Spent) routing;
    assertThat(spent.fault()).isEqualTo(new Fault.BudgetSpent(text));
    assertThat(spent.route().value()).isSameAs(dear);
    assertThat(upstream(host, "/b")).isEqualTo("open");
  }

  @Test
  void expressionsThatStandBehindTheAnswerAreNotTried() {
    LiveHost host =
        host(
            activate(
                Tables.host(
                    "", Tables.prefix("/a", "first"), Tables.expression("/(?=a)(a|aa)+!", "dear"))),
            "");
    assertThat(upstream(host, "/a/" + "a".repeat(8000))).isEqualTo("first");
  }

  @Test
  void anExpressionThatNobodyValidatedIsABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> activate(Tables.host("", Tables.expression("/(", "u"))));
  }

  @Test
  void aRouteKeepsWhatItsExchangesNeed() {
    Route value = Tables.prefix("/", "u");
    Routing routing = host(activate(Tables.host("", value)), "").route(Requests.path("/"));
    LiveRoute route = (LiveRoute) routing;
    assertThat(route.policies()).isSameAs(value.policies());
    assertThat(route.origin()).isSameAs(value.origin());
    assertThat(route.action()).isInstanceOf(Forwarding.class);
    assertThat(LiveAction.of(new RouteAction.AddSlash(301), UpstreamSlots.EMPTY))
        .isEqualTo(new LiveAction.AddSlash(301));
    assertThat(
            LiveAction.of(new RouteAction.Respond(Fault.Unroutable.NO_ROUTE), UpstreamSlots.EMPTY))
        .isEqualTo(new LiveAction.Respond(Fault.Unroutable.NO_ROUTE));
  }

  private static LiveTable activate(VirtualHost... hosts) {
    return new Activator(new Random(1))
        .activate(
            Tables.snapshot(1, List.of(hosts), List.of()), LiveTable.empty(Tables.CERTIFICATES));
  }

  private static LiveHost host(LiveTable table, String name) {
    byte[] bytes = Ascii.bytes("Host: " + name + "\r\n");
    return table.host(bytes, 6, bytes.length - 2);
  }

  private static String upstream(LiveHost host, String path) {
    return switch (host.route(Requests.path(path))) {
      case LiveRoute route ->
          ((Forwarding) route.action()).choose(new Random(1)).orElseThrow().id().value();
      case Routing.NoMatch() -> "none";
      case Routing.Spent _ -> "spent";
    };
  }
}
