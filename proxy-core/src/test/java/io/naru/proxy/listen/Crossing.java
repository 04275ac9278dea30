package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;

import io.naru.proxy.policy.BodyLimit;
import io.naru.proxy.policy.Hsts;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.proxy.testkit.peer.TestEndpoint;
import io.naru.proxy.testkit.peer.TestTls;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.select.UpstreamTls;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All ways across the proxy: each kind of client to each kind of endpoint. */
final class Crossing implements AutoCloseable {

  /** What a client speaks. */
  enum From {
    HTTP1,
    HTTPS1,
    HTTP2,
    HTTPS2;

    boolean isSecure() {
      return this == HTTPS1 || this == HTTPS2;
    }

    boolean isHttp2() {
      return this == HTTP2 || this == HTTPS2;
    }
  }

  /** What an endpoint speaks. */
  enum To {
    HTTP1,
    HTTPS1,
    VERIFIED_HTTPS1,
    HTTP2,
    HTTPS2,
    VERIFIED_HTTPS2;

    boolean isHttp2() {
      return switch (this) {
        case HTTP1, HTTPS1, VERIFIED_HTTPS1 -> false;
        case HTTP2, HTTPS2, VERIFIED_HTTPS2 -> true;
      };
    }

    /** The host whose requests go there. */
    String host() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".test";
    }
  }

  /** One way. */
  record Way(From from, To to) {
    static Stream<Way> all() {
      return Arrays.stream(From.values())
          .flatMap(from -> Arrays.stream(To.values()).map(to -> new Way(from, to)));
    }

    String host() {
      return to.host();
    }
  }

  private static final Policies POLICIES =
      new Policies(
          Policies.DEFAULT.timeouts(),
          Policies.DEFAULT.retry(),
          new BodyLimit(0),
          Optional.empty(),
          Optional.empty(),
          Optional.of(Hsts.DEFAULT));

  final ProxyFixture proxy;
  private final Map<To, TestEndpoint> endpoints = new EnumMap<>(To.class);

  Crossing(Function<Seen, Answer> answers) throws IOException {
    proxy = ProxyFixture.start();
    for (To to : To.values()) {
      endpoints.put(to, endpoint(to, answers));
    }
    proxy.publish(
        Arrays.stream(To.values())
            .map(to -> host(to.host(), under(POLICIES, prefix("/", to.name()))))
            .toList(),
        Arrays.stream(To.values()).map(this::reached).toArray(Upstream[]::new));
  }

  private TestEndpoint endpoint(To to, Function<Seen, Answer> answers) throws IOException {
    return switch (to) {
      case HTTP1 -> Http1Endpoint.answering(answers);
      case HTTPS1, VERIFIED_HTTPS1 -> Http1Endpoint.answering(answers, proxy.tls().context());
      case HTTP2 -> Http2Endpoint.answering(answers);
      case HTTPS2, VERIFIED_HTTPS2 -> Http2Endpoint.answering(answers, proxy.tls().context());
    };
  }

  private Upstream reached(To to) {
    Upstream plain = upstream(to.name(), to(to).endpoint());
    Upstream spoken = to.isHttp2() ? over(Protocol.HTTP2, plain) : plain;
    return switch (to) {
      case HTTP1, HTTP2 -> spoken;
      case HTTPS1, HTTPS2 -> over(UpstreamTls.DEFAULT, spoken);
      case VERIFIED_HTTPS1, VERIFIED_HTTPS2 ->
          over(
              UpstreamTls.DEFAULT
                  .withServerName(TestTls.NAME)
                  .withVerification(proxy.tls().authorities(), TestTls.NAME),
              spoken);
    };
  }

  TestEndpoint to(To to) {
    return Optional.ofNullable(endpoints.get(to)).orElseThrow();
  }

  Client from(From from) throws IOException {
    return switch (from) {
      case HTTP1 -> proxy.http1();
      case HTTPS1 -> proxy.https1();
      case HTTP2 -> proxy.http2();
      case HTTPS2 -> proxy.https2();
    };
  }

  /** All connections to endpoints go, because no table names them any more. */
  void drain() throws Exception {
    proxy.publishNothing();
    for (TestEndpoint each : endpoints.values()) {
      each.connections().await(0);
    }
  }

  @Override
  public void close() throws IOException {
    for (TestEndpoint each : List.copyOf(endpoints.values())) {
      each.close();
    }
    proxy.close();
  }
}
