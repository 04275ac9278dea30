package io.naru.proxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.testkit.Requests;
import io.naru.proxy.testkit.Tables;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Upstream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ActivatorTest {
  private static final Endpoint E1 = new Endpoint("10.0.0.1", 80);
  private static final Endpoint E2 = new Endpoint("fd00::2", 8080);

  private final Activator activator = new Activator(new Random(3));
  private final VirtualHost a = Tables.host("a.test", Tables.prefix("/", "ua"));
  private final VirtualHost b = Tables.host("b.test", Tables.prefix("/", "ub"));
  private final Upstream ua = Tables.upstream("ua", E1);
  private final Upstream ub = Tables.upstream("ub", E2);
  private final LiveTable first =
      activate(LiveTable.empty(Tables.CERTIFICATES), List.of(a, b), List.of(ua, ub));

  @Test
  void endpointsHaveSocketAddresses() {
    LiveUpstream upstream = upstream(first, "b.test");
    assertThat(upstream.value()).isSameAs(ub);
    assertThat(upstream.address(E2)).contains(new InetSocketAddress("fd00::2", 8080));
    assertThat(upstream.address(E1)).isEmpty();
  }

  @Test
  void anEndpointChangeRecompilesNoRoute() {
    Upstream changed = Tables.upstream("ua", E1, E2);
    LiveTable next = activate(first, List.of(a, b), List.of(changed, ub));
    assertThat(next.hosts()).isSameAs(first.hosts());
    assertThat(upstream(next, "a.test").value()).isSameAs(changed);
    assertThat(upstream(next, "b.test")).isSameAs(upstream(first, "b.test"));
    assertThat(upstream(first, "a.test").value()).isSameAs(ua);
  }

  @Test
  void aRouteChangeRecompilesItsHostAlone() {
    VirtualHost changed = Tables.host("a.test", Tables.prefix("/", "ub"));
    LiveTable next = activate(first, List.of(changed, b), List.of(ua, ub));
    assertThat(host(next, "a.test")).isNotSameAs(host(first, "a.test"));
    assertThat(host(next, "b.test")).isSameAs(host(first, "b.test"));
    assertThat(upstream(next, "a.test").value()).isSameAs(ub);
  }

  @Test
  void hostsThatComeAndGoLeaveTheOthersAlone() {
    VirtualHost wildcard = Tables.host("*.test", Tables.prefix("/", "ub"));
    LiveTable more = activate(first, List.of(a, b, wildcard), List.of(ua, ub));
    assertThat(host(more, "a.test")).isSameAs(host(first, "a.test"));
    LiveTable less = activate(more, List.of(a, wildcard), List.of(ua, ub));
    assertThat(host(less, "a.test")).isSameAs(host(first, "a.test"));
    assertThat(host(less, "b.test")).isSameAs(host(more, "x.test"));
  }

  @Test
  void equalValuesCountAsTheSame() {
    VirtualHost again = Tables.host("a.test", Tables.prefix("/", "ua"));
    Upstream upstreamAgain = Tables.upstream("ua", E1);
    LiveTable next = activate(first, List.of(again, b), List.of(upstreamAgain, ub));
    assertThat(next.hosts()).isSameAs(first.hosts());
    assertThat(upstream(next, "a.test")).isSameAs(upstream(first, "a.test"));
  }

  @Test
  void whoHoldsTheSlotOfAnUpstreamThatIsGoneGetsNoOther() {
    UpstreamRef held = ref(first, "a.test");
    LiveTable without = activate(first, List.of(b), List.of(ub));
    assertThat(without.upstream(held)).isEmpty();
    LiveTable reused = activate(without, List.of(b), List.of(ub, Tables.upstream("uc", E1)));
    UpstreamRef taken =
        ((Forwarding) LiveAction.of(Tables.prefix("/", "uc").action(), reused.upstreams()))
            .choose(new Random(1))
            .orElseThrow();
    assertThat(taken.slot()).isEqualTo(held.slot());
    assertThat(reused.upstream(held)).isEmpty();
    assertThat(reused.upstream(held.slot(), held.id())).isEmpty();
    assertThat(reused.upstream(taken)).isPresent();
  }

  @Test
  void anUpstreamThatComesLateIsFoundByRoutesThatWereThereBefore() {
    LiveTable early = activate(LiveTable.empty(Tables.CERTIFICATES), List.of(a, b), List.of(ub));
    assertThat(early.upstream(ref(early, "a.test"))).isEmpty();
    LiveTable late = activate(early, List.of(a, b), List.of(ua, ub));
    assertThat(late.hosts()).isSameAs(early.hosts());
    assertThat(upstream(late, "a.test").value()).isSameAs(ua);
  }

  private LiveTable activate(LiveTable previous, List<VirtualHost> hosts, List<Upstream> ups) {
    return activator.activate(Tables.snapshot(previous.generation() + 1, hosts, ups), previous);
  }

  private static LiveHost host(LiveTable table, String name) {
    byte[] bytes = Ascii.bytes(name);
    return table.host(bytes, 0, bytes.length);
  }

  private static UpstreamRef ref(LiveTable table, String host) {
    LiveRoute route = (LiveRoute) host(table, host).route(Requests.path("/"));
    return ((Forwarding) route.action()).choose(new Random(1)).orElseThrow();
  }

  private static LiveUpstream upstream(LiveTable table, String host) {
    return table.upstream(ref(table, host)).orElseThrow();
  }
}
