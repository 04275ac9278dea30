package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.GrpcEndpoint;
import io.naru.proxy.testkit.peer.GrpcMethods;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.select.UpstreamTls;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** gRPC between grpc-java's client and server. */
class GrpcIT {

  /** What carries a call on its two ways. */
  enum Way {
    PLAIN_TO_PLAIN,
    PLAIN_TO_TLS,
    TLS_TO_PLAIN,
    TLS_TO_TLS;

    boolean comesSecure() {
      return this == TLS_TO_PLAIN || this == TLS_TO_TLS;
    }

    String host() {
      return this == PLAIN_TO_TLS || this == TLS_TO_TLS ? "secure.test" : "plain.test";
    }
  }

  private static final byte[] MESSAGE = "message".getBytes(UTF_8);
  private static ProxyFixture proxy;
  private static GrpcEndpoint plain;
  private static GrpcEndpoint secure;

  @BeforeAll
  static void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
    plain = GrpcEndpoint.plain();
    secure = GrpcEndpoint.secure(proxy.tls());
    Upstream grpcs = over(Protocol.HTTP2, upstream("secure", secure.endpoint()));
    proxy.publish(
        List.of(
            host("plain.test", under(policies(Timeouts.DEFAULT), prefix("/", "plain"))),
            host("secure.test", under(policies(Timeouts.DEFAULT), prefix("/", "secure"))),
            host("empty.test", prefix("/", "none"))),
        over(Protocol.HTTP2, upstream("plain", plain.endpoint())),
        over(UpstreamTls.DEFAULT, grpcs),
        over(Protocol.HTTP2, upstream("none")));
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.publishNothing();
    plain.connections().await(0);
    secure.connections().await(0);
    plain.close();
    secure.close();
    proxy.close();
  }

  /** What is done with a channel that is closed behind it. */
  private interface Use {
    void with(ManagedChannel channel) throws Exception;
  }

  private static void on(Way way, Use use) throws Exception {
    on(way.host(), way.comesSecure(), use);
  }

  private static void on(String host, boolean tls, Use use) throws Exception {
    int port = tls ? proxy.securePort() : proxy.port();
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress("127.0.0.1", port).overrideAuthority(host);
    if (tls) {
      byte[] authority = proxy.tls().authorityPem().getBytes(UTF_8);
      SslContextBuilder trusting =
          SslContextBuilder.forClient().trustManager(new ByteArrayInputStream(authority));
      builder.sslContext(GrpcSslContexts.configure(trusting, SslProvider.JDK).build());
    } else {
      builder.usePlaintext();
    }
    ManagedChannel channel = builder.build();
    try {
      use.with(channel);
    } finally {
      channel.shutdownNow();
      assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static CallOptions options() {
    return CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private static byte[] unary(ManagedChannel channel, byte[] message) {
    return ClientCalls.blockingUnaryCall(channel, GrpcMethods.UNARY, options(), message);
  }

  private static Status failure(ManagedChannel channel, MethodDescriptor<byte[], byte[]> method) {
    try {
      ClientCalls.blockingUnaryCall(channel, method, options(), MESSAGE);
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  /** What a stream's observer heard, in its order. */
  private static final class Heard implements StreamObserver<byte[]> {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void onNext(byte[] message) {
      events.add(new String(message, UTF_8));
    }

    @Override
    public void onError(Throwable error) {
      events.add(error.toString());
    }

    @Override
    public void onCompleted() {
      events.add("completed");
    }

    String next() throws InterruptedException {
      return String.valueOf(events.poll(20, TimeUnit.SECONDS));
    }
  }

  private static StreamObserver<byte[]> chat(ManagedChannel channel, Heard heard) {
    ClientCall<byte[], byte[]> call = channel.newCall(GrpcMethods.CHAT, options());
    return ClientCalls.asyncBidiStreamingCall(call, heard);
  }

  @ParameterizedTest
  @EnumSource
  void aUnaryCallCrosses(Way way) throws Exception {
    on(way, channel -> assertThat(unary(channel, MESSAGE)).isEqualTo(MESSAGE));
  }

  @ParameterizedTest
  @EnumSource
  void messagesOfFourMebibytesCross(Way way) throws Exception {
    byte[] large = new byte[4 << 20];
    Arrays.fill(large, (byte) 7);
    on(
        way,
        channel -> {
          for (int i = 0; i < 3; i++) {
            assertThat(Arrays.equals(unary(channel, large), large)).isTrue();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void aServersStreamCrosses(Way way) throws Exception {
    on(
        way,
        channel -> {
          Iterator<byte[]> messages =
              ClientCalls.blockingServerStreamingCall(
                  channel, GrpcMethods.THRICE, options(), MESSAGE);
          List<byte[]> all = new ArrayList<>();
          messages.forEachRemaining(all::add);
          assertThat(all).hasSize(3).allSatisfy(each -> assertThat(each).isEqualTo(MESSAGE));
        });
  }

  @ParameterizedTest
  @EnumSource
  void aClientsStreamCrosses(Way way) throws Exception {
    on(
        way,
        channel -> {
          Heard heard = new Heard();
          StreamObserver<byte[]> call =
              ClientCalls.asyncClientStreamingCall(
                  channel.newCall(GrpcMethods.COUNT, options()), heard);
          for (int i = 0; i < 100; i++) {
            call.onNext(new byte[10_000]);
          }
          call.onCompleted();
          assertThat(heard.next()).isEqualTo("1000000");
          assertThat(heard.next()).isEqualTo("completed");
        });
  }

  @ParameterizedTest
  @EnumSource
  void bothMayTalkAtTheSameTime(Way way) throws Exception {
    on(
        way,
        channel -> {
          Heard heard = new Heard();
          StreamObserver<byte[]> call = chat(channel, heard);
          for (int i = 0; i < 20; i++) {
            call.onNext(("word " + i).getBytes(UTF_8));
            assertThat(heard.next()).isEqualTo("word " + i);
          }
          call.onCompleted();
          assertThat(heard.next()).isEqualTo("completed");
        });
  }

  @ParameterizedTest
  @EnumSource
  void aFailureCrossesWithItsDescription(Way way) throws Exception {
    on(
        way,
        channel -> {
          Status status = failure(channel, GrpcMethods.FAIL);
          assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
          assertThat(status.getDescription()).isEqualTo("message");
        });
  }

  @ParameterizedTest
  @EnumSource
  void metadataCrossesBothWays(Way way) throws Exception {
    Metadata sent = new Metadata();
    sent.put(GrpcMethods.ECHOED, "text");
    sent.put(GrpcMethods.ECHOED_BINARY, new byte[] {0, -1, 127});
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    on(
        way,
        channel -> {
          ClientCalls.blockingUnaryCall(
              ClientInterceptors.intercept(
                  channel,
                  MetadataUtils.newAttachHeadersInterceptor(sent),
                  MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)),
              GrpcMethods.UNARY,
              options(),
              MESSAGE);
          for (Metadata each : List.of(headers.get(), trailers.get())) {
            assertThat(each.get(GrpcMethods.ECHOED)).isEqualTo("text");
            assertThat(each.get(GrpcMethods.ECHOED_BINARY)).containsExactly(0, -1, 127);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void aDeadlineEndsTheCallAtTheEndpointToo(Way way) throws Exception {
    GrpcEndpoint endpoint = way.host().equals("secure.test") ? secure : plain;
    on(
        way,
        channel -> {
          int before = endpoint.hanging().total();
          CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS);
          assertThatThrownBy(
                  () -> ClientCalls.blockingUnaryCall(channel, GrpcMethods.HANG, soon, MESSAGE))
              .hasMessageContaining("DEADLINE_EXCEEDED");
          endpoint.hanging().await(0);
          assertThat(endpoint.hanging().total()).isLessThanOrEqualTo(before + 1);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aCancelledCallIsCancelledAtTheEndpoint(Way way) throws Exception {
    GrpcEndpoint endpoint = way.host().equals("secure.test") ? secure : plain;
    on(
        way,
        channel -> {
          var call = channel.newCall(GrpcMethods.HANG, options());
          ClientCalls.asyncUnaryCall(call, MESSAGE, new Heard());
          endpoint.hanging().await(1);
          call.cancel("enough", null);
          endpoint.hanging().await(0);
        });
  }

  @Test
  void fiftyCallsShareOneConnection() throws Exception {
    on(
        Way.PLAIN_TO_PLAIN,
        channel -> {
          List<Heard> heard = new ArrayList<>();
          List<StreamObserver<byte[]>> calls = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            heard.add(new Heard());
            calls.add(chat(channel, heard.getLast()));
            calls.getLast().onNext(("hello " + i).getBytes(UTF_8));
          }
          for (int i = 0; i < 50; i++) {
            assertThat(heard.get(i).next()).isEqualTo("hello " + i);
          }
          assertThat(plain.connections().value()).isEqualTo(1);
          calls.forEach(StreamObserver::onCompleted);
          for (Heard each : heard) {
            assertThat(each.next()).isEqualTo("completed");
          }
        });
  }

  @Test
  void whatHasNoRouteIsNotImplemented() throws Exception {
    for (boolean tls : new boolean[] {true, false}) {
      on(
          "other.test",
          tls,
          channel -> {
            Status status = failure(channel, GrpcMethods.UNARY);
            assertThat(status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
            assertThat(status.getDescription()).isEqualTo("no-route");
          });
    }
  }

  @Test
  void whatHasNoEndpointIsNotAvailable() throws Exception {
    for (boolean tls : new boolean[] {true, false}) {
      on(
          "empty.test",
          tls,
          channel -> {
            Status status = failure(channel, GrpcMethods.UNARY);
            assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(status.getDescription()).isEqualTo("no-endpoint");
          });
    }
  }
}
