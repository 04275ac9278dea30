package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.naru.proxy.policy.ClientLimits;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.GrpcEndpoint;
import io.naru.proxy.testkit.peer.GrpcMethods;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http1Wire;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.testkit.peer.Http2Reply;
import io.naru.proxy.testkit.peer.Lines;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Protocol;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Streams on which nobody speaks for a while: whose time it is, and what a gRPC client hears when
 * it is over (behaviour 11).
 */
@ExtendWith(LeakGate.class)
class SilentStreamIT {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG);
  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  private ProxyFixture proxy;
  private Http1Endpoint other;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop().limit(bodiesPause(SHORT));
    other = Http1Endpoint.answering(Answer::echo);
  }

  @AfterEach
  void stop() throws Exception {
    other.close();
    proxy.close();
  }

  private static ClientLimits bodiesPause(Duration pause) {
    ClientLimits all = ClientLimits.DEFAULT;
    return new ClientLimits(
        all.requests(),
        all.idle(),
        all.headTime(),
        pause,
        all.line(),
        all.head(),
        all.streams(),
        all.http2(),
        all.drain());
  }

  private void serve(Timeouts timeouts, Protocol protocol, Endpoint endpoint) {
    proxy.publish(
        List.of(
            host("a.test", under(policies(timeouts), prefix("/", "up"))),
            host("other.test", prefix("/", "other"))),
        over(protocol, upstream("up", endpoint)),
        upstream("other", other.endpoint()));
  }

  /** Others fall silent in the middle of their bodies, and are cut for it. */
  private void letTheBodyTimePass() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (Http1Client client = proxy.http1()) {
        client.sendHead(Ask.post("other.test", "/", "0123456789"));
        client.wire().write("01234");
        assertThat(client.wire().isEnded()).isTrue();
      }
    }
  }

  /** A call on a channel of its own, and what was heard of it. */
  private final class Call implements StreamObserver<byte[]>, AutoCloseable {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", proxy.port())
            .overrideAuthority("a.test")
            .usePlaintext()
            .build();
    private final StreamObserver<byte[]> sending;

    private Call(MethodDescriptor<byte[], byte[]> method) {
      CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
      sending = ClientCalls.asyncBidiStreamingCall(channel.newCall(method, options), this);
    }

    @Override
    public void onNext(byte[] message) {
      heard.add(new String(message, UTF_8));
    }

    @Override
    public void onError(Throwable error) {
      Status status = Status.fromThrowable(error);
      heard.add(status.getCode() + " " + status.getDescription());
    }

    @Override
    public void onCompleted() {
      heard.add("completed");
    }

    private String next() throws InterruptedException {
      return String.valueOf(heard.poll(20, TimeUnit.SECONDS));
    }

    private void greets() throws InterruptedException {
      sending.onNext(HELLO);
      assertThat(next()).isEqualTo("hello");
    }

    @Override
    public void close() {
      channel.shutdownNow();
      try {
        assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aGrpcStreamMayBeSilentForLongerThanABodyMayPause() throws Exception {
    GrpcEndpoint endpoint = GrpcEndpoint.plain();
    serve(PATIENT, Protocol.HTTP2, endpoint.endpoint());
    try (Call answered = new Call(GrpcMethods.CHAT);
        Call unanswered = new Call(GrpcMethods.COUNT)) {
      answered.greets();
      unanswered.sending.onNext(HELLO);
      letTheBodyTimePass();
      answered.greets();
      answered.sending.onCompleted();
      unanswered.sending.onCompleted();
      assertThat(answered.next()).isEqualTo("completed");
      assertThat(unanswered.next()).isEqualTo("5");
    } finally {
      endpoint.close();
    }
  }

  @Test
  void aGrpcStreamThatIsSilentForTheReadTimeExceedsItsDeadline() throws Exception {
    GrpcEndpoint endpoint = GrpcEndpoint.plain();
    serve(new Timeouts(LONG, LONG, SHORT), Protocol.HTTP2, endpoint.endpoint());
    try (Call answered = new Call(GrpcMethods.CHAT);
        Call unanswered = new Call(GrpcMethods.COUNT)) {
      answered.greets();
      unanswered.sending.onNext(HELLO);
      assertThat(answered.next()).isEqualTo("DEADLINE_EXCEEDED upstream-read-timeout");
      assertThat(unanswered.next()).isEqualTo("DEADLINE_EXCEEDED upstream-read-timeout");
    } finally {
      endpoint.close();
    }
  }

  private static Http2Endpoint.Script answersHeadThen(Consumer<Http2Reply> then) {
    return new Http2Endpoint.Script() {
      @Override
      public void begun(Seen head, Http2Reply reply) {
        reply.head(200, Lines.of("content-type", "application/grpc"), false);
        then.accept(reply);
      }

      @Override
      public void whole(Seen request, Http2Reply reply) {}
    };
  }

  @Test
  void aGrpcStreamThatNobodyTakesExceedsItsDeadline() throws Exception {
    try (Http2Endpoint endpoint = Http2Endpoint.scripted(answersHeadThen(Http2Reply::stall))) {
      serve(new Timeouts(LONG, SHORT, LONG), Protocol.HTTP2, endpoint.endpoint());
      try (Call call = new Call(GrpcMethods.CHAT)) {
        call.sending.onNext(new byte[4 << 20]);
        assertThat(call.next()).isEqualTo("DEADLINE_EXCEEDED upstream-send-timeout");
      }
      endpoint.streams().await(0);
    }
  }

  @Test
  void aGrpcStreamWhoseEndpointIsLostIsNotAvailable() throws Exception {
    List<Consumer<Http2Reply>> ends =
        List.of(
            reply -> reply.reset(Http2Error.INTERNAL_ERROR), reply -> reply.connection().close());
    for (Consumer<Http2Reply> end : ends) {
      try (Http2Endpoint endpoint = Http2Endpoint.scripted(answersHeadThen(end))) {
        serve(PATIENT, Protocol.HTTP2, endpoint.endpoint());
        try (Call call = new Call(GrpcMethods.CHAT)) {
          assertThat(call.next()).isEqualTo("UNAVAILABLE upstream-reset");
        }
      }
    }
  }

  /** Answers with a head before it reads the request's body, and echoes that. */
  private static void answerEarly(Http1Wire wire) throws IOException {
    Http1Wire.Start head = wire.readStart();
    wire.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    wire.write(wire.readBody(head).text());
    wire.drain();
  }

  @Test
  void aClientThatHasItsAnswerMayPauseItsBody() throws Exception {
    Ask ask = Ask.post("a.test", "/", "0123456789");
    try (Http1Endpoint endpoint = Http1Endpoint.scripted(SilentStreamIT::answerEarly)) {
      serve(PATIENT, Protocol.HTTP1, endpoint.endpoint());
      try (Http1Client connection = proxy.http1();
          Http2Client streams = proxy.http2()) {
        connection.sendHead(ask);
        assertThat(connection.wire().readStart().status()).isEqualTo(200);
        Http2Exchange stream = streams.open(ask);
        assertThat(stream.status().get(20, TimeUnit.SECONDS)).isEqualTo(200);
        letTheBodyTimePass();
        connection.wire().write(ask.body());
        assertThat(connection.wire().read(10)).isEqualTo(ask.body());
        stream.data(ask.body(), true);
        assertThat(Http2Client.await(stream).body()).isEqualTo(ask.body());
      }
    }
  }
}
