package io.naru.proxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.PathForms;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.match.Pattern;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.testkit.Requests;
import io.naru.proxy.testkit.Tables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Look-up equals a reference that knows no index: it tries everything, in order. */
class RouteLookupPropertyTest {
  private static final List<String> EXPRESSIONS =
      List.of("/a", "/[ab]+$", "/(a|b)/", "/.*b", "/", "/A/?$", "/(?!a)", "/(a|ab)(/|$)(.*)");

  @Property(tries = 2000)
  void lookupEqualsTryingEachRouteInOrder(
      @ForAll("tables") List<VirtualHost> hosts,
      @ForAll("hostNames") String host,
      @ForAll("targets") String target) {
    LiveTable table = activate(hosts);
    Optional<Route> expected =
        naiveHost(hosts, host).flatMap(h -> naiveRoute(h, Requests.path(target)));
    assertThat(lookup(table, host, target)).isEqualTo(expected);
  }

  @Property(tries = 300)
  void theLetterCaseOfAHostDoesNotMatter(
      @ForAll("tables") List<VirtualHost> hosts,
      @ForAll("hostNames") String host,
      @ForAll("targets") String target) {
    LiveTable table = activate(hosts);
    assertThat(lookup(table, host.toUpperCase(Locale.ROOT), target))
        .isEqualTo(lookup(table, host, target));
  }

  private static LiveTable activate(List<VirtualHost> hosts) {
    return new Activator(new Random())
        .activate(Tables.snapshot(1, hosts, List.of()), LiveTable.empty(Tables.CERTIFICATES));
  }

  static Optional<Route> lookup(LiveTable table, String host, String target) {
    byte[] name = Ascii.bytes(host);
    return switch (table.host(name, 0, name.length).route(Requests.path(target))) {
      case LiveRoute route -> Optional.of(route.value());
      case Routing.NoMatch() -> Optional.empty();
      case Routing.Spent _ -> throw new AssertionError("no expression here is that dear");
    };
  }

  private static Optional<VirtualHost> naiveHost(List<VirtualHost> hosts, String name) {
    return IntStream.range(0, 3)
        .mapToObj(rank -> hosts.stream().filter(h -> answers(h.host(), rank, name)).findFirst())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean answers(HostMatch match, int rank, String name) {
    return switch (match) {
      case HostMatch.Exact(String host) -> rank == 0 && host.equals(name);
      case HostMatch.OneLabel(String parent) ->
          rank == 1
              && name.endsWith("." + parent)
              && name.substring(0, name.length() - parent.length() - 1).matches("[\\w-]+");
      case HostMatch.Any() -> rank == 2;
    };
  }

  private static Optional<Route> naiveRoute(VirtualHost host, PathForms path) {
    return host.routes().stream().filter(r -> matches(r.path(), path.text())).findFirst();
  }

  /** A normalised path shows each byte as one character. */
  private static String bytes(String path) {
    return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static boolean matches(PathMatch match, String path) {
    return switch (match) {
      case PathMatch.Exact(String p) -> path.equals(bytes(p));
      case PathMatch.Prefix(String p) ->
          path.equals(bytes(p)) || path.startsWith(bytes(p.endsWith("/") ? p : p + "/"));
      case PathMatch.Expression(Pattern p) ->
          java.util.regex.Pattern.compile("^" + p.text(), java.util.regex.Pattern.CASE_INSENSITIVE)
              .matcher(path)
              .find();
    };
  }

  @Provide
  Arbitrary<List<VirtualHost>> tables() {
    return Combinators.combine(hostPatterns(), routes().list().ofMaxSize(8))
        .as((host, routes) -> new VirtualHost(HostMatch.of(host), routes))
        .list()
        .ofMaxSize(8)
        .map(RouteLookupPropertyTest::distinct);
  }

  private static List<VirtualHost> distinct(List<VirtualHost> hosts) {
    List<VirtualHost> kept = new ArrayList<>();
    for (VirtualHost host : hosts) {
      if (kept.stream().noneMatch(other -> other.host().equals(host.host()))) {
        kept.add(host);
      }
    }
    return kept;
  }

  private static Arbitrary<String> hostPatterns() {
    return Arbitraries.of(
        "", "a.test", "b.test", "*.test", "a.a.test", "*.a.test", "test", "*.b.test", "*.c");
  }

  @Provide
  Arbitrary<String> hostNames() {
    return Arbitraries.of(
        "",
        "a.test",
        "b.test",
        "c.test",
        "a.a.test",
        "x-_9.a.test",
        "a.b.c.test",
        "test",
        ".test",
        "x!.test",
        "..a.test",
        "a.",
        "c");
  }

  private static Arbitrary<Route> routes() {
    Arbitrary<PathMatch> literals =
        Combinators.combine(literalPaths(), Arbitraries.of(true, false))
            .as((p, exact) -> exact ? new PathMatch.Exact(p) : new PathMatch.Prefix(p));
    Arbitrary<PathMatch> expressions =
        Arbitraries.of(EXPRESSIONS).map(e -> new PathMatch.Expression(new Pattern(e, true, true)));
    return Combinators.combine(
            Arbitraries.frequencyOf(Tuple.of(5, literals), Tuple.of(1, expressions)),
            Arbitraries.integers().between(0, 1_000_000))
        .as((match, n) -> Tables.route(match, Tables.prefix("/", "u" + n).action()));
  }

  private static Arbitrary<String> literalPaths() {
    return Combinators.combine(segments().list().ofMaxSize(3), Arbitraries.of("", "/"))
        .as((segments, slash) -> "/" + String.join("/", segments) + slash)
        .map(path -> path.replaceAll("//+", "/"));
  }

  private static Arbitrary<String> segments() {
    return Arbitraries.of("a", "b", "ab", "A", "\u00e9");
  }

  @Provide
  Arbitrary<String> targets() {
    Arbitrary<String> segments = Arbitraries.of("a", "b", "ab", "%61", "A", ".", "", "%C3%a9");
    return Combinators.combine(segments.list().ofMaxSize(5), Arbitraries.of("", "/", "?a/b", "/?"))
        .as((parts, end) -> "/" + String.join("/", parts) + end);
  }
}
