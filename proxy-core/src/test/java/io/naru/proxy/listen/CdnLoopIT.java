package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.leadingBack;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Lines;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Routes that lead back to the proxy are seen (RFC 8586), and what only looks like one goes on
 * working.
 */
@ExtendWith(LeakGate.class)
class CdnLoopIT {
  private static final String FIELD = "cdn-loop";

  private ProxyFixture proxy;
  private Http1Endpoint end;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.of("naru-here");
    end = Http1Endpoint.answering(Answer::echo);
  }

  @AfterEach
  void stop() throws Exception {
    end.close();
    proxy.close();
  }

  /** Somebody else's proxy before the front door: passes on to it what it makes of a request. */
  private Http1Endpoint hop(UnaryOperator<Ask> change) throws IOException {
    int door = proxy.port();
    return Http1Endpoint.answering(seen -> {
      Ask ask = Ask.post(seen.authority(), seen.target(), seen.body());
      for (Lines.Line line : marks(seen)) {
        ask = ask.with(line.name(), line.value());
      }
      return passedOn(door, change.apply(ask));
    });
  }

  private static Answer passedOn(int door, Ask ask) {
    try (Client client = Http1Client.plain(door)) {
      Got got = client.send(ask);
      return new Answer(got.status(), Lines.NONE, got.body(), Answer.Length.STATED, Lines.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Lines.Line> marks(Seen seen) {
    return seen.fields().all().stream().filter(it -> it.name().equalsIgnoreCase(FIELD)).toList();
  }

  private static List<String> values(Seen seen) {
    return marks(seen).stream().map(Lines.Line::value).toList();
  }

  private Got get(Ask ask) throws IOException {
    try (Client client = proxy.http1()) {
      return client.send(ask);
    }
  }

  /** The next request of those that were answered. */
  private Seen seen() {
    return end.seen().remove();
  }

  @ParameterizedTest
  @EnumSource
  void aRouteToOurselvesIsALoop(Protocol protocol) throws Exception {
    Upstream own = over(protocol, upstream("own", new Endpoint("127.0.0.1", proxy.port())));
    proxy.publish(List.of(host("a.test", prefix("/", "own"))), leadingBack(own));
    try (Client http1 = proxy.http1();
        Client http2 = proxy.http2()) {
      for (Client client : List.of(http1, http2)) {
        assertThat(client.send(Ask.get("a.test", "/")).status()).isEqualTo(508);
        assertThat(client.send(Ask.post("a.test", "/", "x")).status()).isEqualTo(508);
      }
    }
  }

  @Test
  void aLoopIsSeenWhenItsRouteIsMetAgain() throws Exception {
    try (Http1Endpoint hop = hop(ask -> ask)) {
      proxy.publish(
          List.of(host("a.test", prefix("/", "up"))), leadingBack(upstream("up", hop.endpoint())));
      assertThat(get(Ask.get("a.test", "/x")).status()).isEqualTo(508);
      assertThat(hop.seen()).hasSize(1);
    }
  }

  @Test
  void aLoopThroughAnotherReplicaIsSeen() throws Exception {
    try (ProxyFixture replica = ProxyFixture.of("naru-here")) {
      List<VirtualHost> hosts = List.of(host("a.test", prefix("/", "up")));
      Endpoint balanced = new Endpoint("127.0.0.1", replica.port());
      proxy.publish(hosts, leadingBack(upstream("up", balanced)));
      replica.publishNothing().publish(hosts, leadingBack(upstream("up", end.endpoint())));
      assertThat(get(Ask.get("a.test", "/")).status()).isEqualTo(508);
      assertThat(end.seen()).isEmpty();
    }
  }

  @Test
  void aLoopOfTwoHostsIsSeen() throws Exception {
    try (Http1Endpoint hop = hop(ask -> to(ask, ask.authority().startsWith("a") ? "b" : "a"))) {
      proxy.publish(
          List.of(host("a.test", prefix("/", "up")), host("b.test", prefix("/", "up"))),
          leadingBack(upstream("up", hop.endpoint())));
      assertThat(get(Ask.get("a.test", "/")).status()).isEqualTo(508);
      assertThat(hop.seen()).hasSize(2);
    }
  }

  @Test
  void anotherHostOfTheSameInstallationIsNoLoop() throws Exception {
    try (Http1Endpoint hop = hop(ask -> to(ask, "b"))) {
      proxy.publish(
          List.of(host("a.test", prefix("/", "up")), host("b.test", prefix("/", "end"))),
          leadingBack(upstream("up", hop.endpoint())),
          leadingBack(upstream("end", end.endpoint())));
      assertThat(get(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(values(seen())).hasSize(2).doesNotHaveDuplicates();
    }
  }

  @Test
  void anotherPathOfTheSameHostIsNoLoop() throws Exception {
    try (Http1Endpoint hop = hop(ask -> path(ask, "/b"))) {
      proxy.publish(
          List.of(host("a.test", prefix("/a", "up"), prefix("/b", "end"))),
          leadingBack(upstream("up", hop.endpoint())),
          leadingBack(upstream("end", end.endpoint())));
      assertThat(get(Ask.get("a.test", "/a")).status()).isEqualTo(200);
    }
  }

  @Test
  void anotherInstallationBehindThisOneIsNoLoop() throws Exception {
    try (ProxyFixture behind = ProxyFixture.of("naru-behind")) {
      List<VirtualHost> hosts = List.of(host("a.test", prefix("/", "up")));
      Endpoint next = new Endpoint("127.0.0.1", behind.port());
      proxy.publish(hosts, leadingBack(upstream("up", next)));
      behind.publish(hosts, leadingBack(upstream("up", end.endpoint())));
      assertThat(get(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(values(seen()))
          .satisfiesExactly(
              first -> assertThat(first).matches("naru-here; route=[0-9a-f]{16}"),
              second -> assertThat(second).matches("naru-behind; route=[0-9a-f]{16}"));
    }
  }

  @Test
  void theNinthPassIsALoopAndTheEighthIsNone() throws Exception {
    try (Http1Endpoint hop = hop(ask -> to(ask, next(ask.authority())))) {
      Stream<VirtualHost> chain =
          IntStream.range(0, 16).mapToObj(i -> host(i + ".test", prefix("/", "up")));
      List<VirtualHost> hosts =
          Stream.concat(chain, Stream.of(host("16.test", prefix("/", "end")))).toList();
      proxy.publish(
          hosts,
          leadingBack(upstream("up", hop.endpoint())),
          leadingBack(upstream("end", end.endpoint())));
      assertThat(get(Ask.get("9.test", "/")).status()).isEqualTo(200);
      assertThat(values(seen())).hasSize(8);
      assertThat(get(Ask.get("8.test", "/")).status()).isEqualTo(508);
      assertThat(hop.seen()).hasSize(7 + 8);
    }
  }

  private static String next(String authority) {
    return Integer.toString(Integer.parseInt(authority.replace(".test", "")) + 1);
  }

  @Test
  void whatOthersWroteStaysAndComesFirst() throws Exception {
    proxy.publish(
        List.of(host("a.test", prefix("/", "up"))), leadingBack(upstream("up", end.endpoint())));
    String others = "cdn.test; a=\"naru-here, x\", naru-here-too; route=1";
    get(Ask.get("a.test", "/").with("CDN-Loop", others).with("CDN-Loop", "cloudflare"));
    assertThat(values(seen()))
        .hasSize(3)
        .startsWith(others, "cloudflare")
        .last()
        .asString()
        .startsWith("naru-here; route=");
  }

  @Test
  void ordinaryEndpointsSeeNoMark() throws Exception {
    proxy.publish(List.of(host("a.test", prefix("/", "up"))), upstream("up", end.endpoint()));
    get(Ask.get("a.test", "/"));
    assertThat(values(seen())).isEmpty();
    get(Ask.get("a.test", "/").with("CDN-Loop", "cloudflare"));
    assertThat(values(seen())).containsExactly("cloudflare");
  }

  /** Proxies may make one line of several. */
  @Test
  void whatAClientWritesHidesNoLoop() throws Exception {
    try (Http1Endpoint hop = hop(CdnLoopIT::joined)) {
      proxy.publish(
          List.of(host("a.test", prefix("/", "up"))), leadingBack(upstream("up", hop.endpoint())));
      Ask ask = Ask.get("a.test", "/").with("CDN-Loop", "a; b=\"open");
      assertThat(get(ask).status()).isEqualTo(508);
      assertThat(get(ask.with("Connection", "CDN-Loop")).status()).isEqualTo(508);
      assertThat(hop.seen()).hasSize(2);
    }
  }

  private static Ask joined(Ask ask) {
    String all = String.join(" ,\t", ask.fields().all().stream().map(Lines.Line::value).toList());
    return Ask.get(ask.authority(), ask.target()).with("CDN-Loop", all + " ");
  }

  @Test
  void anAttemptThatFailedLeavesNoMark() throws Exception {
    proxy.publish(
        List.of(host("a.test", prefix("/", "up"))),
        leadingBack(upstream("up", nobody(), end.endpoint())));
    for (int i = 0; i < 8; i++) {
      assertThat(get(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(values(seen())).hasSize(1);
    }
  }

  private static Endpoint nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("127.0.0.1", socket.getLocalPort());
    }
  }

  private static Ask to(Ask ask, String name) {
    return new Ask(
        ask.method(), name + ".test", ask.target(), ask.fields(), ask.body(), true, ask.trailers());
  }

  private static Ask path(Ask ask, String path) {
    return new Ask(
        ask.method(), ask.authority(), path, ask.fields(), ask.body(), true, ask.trailers());
  }
}
