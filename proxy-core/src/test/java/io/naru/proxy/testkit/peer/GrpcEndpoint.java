package io.naru.proxy.testkit.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Attributes;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.naru.proxy.upstream.Endpoint;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** grpc-java's server with the methods of {@link GrpcMethods}, and with the interop tests'. */
public final class GrpcEndpoint implements AutoCloseable {
  private static final int MOST = 8 << 20;

  private final Gauge connections = new Gauge();
  private final Gauge hanging = new Gauge();
  private final Server server;

  private GrpcEndpoint(Optional<TestTls> tls) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .maxInboundMessageSize(MOST)
            .addTransportFilter(new Counting())
            .intercept(new Echoing())
            .addService(service())
            .addService(InteropService.definition());
    if (tls.isPresent()) {
      builder.sslContext(context(tls.get()));
    }
    this.server = builder.build().start();
  }

  public static GrpcEndpoint plain() throws IOException {
    return new GrpcEndpoint(Optional.empty());
  }

  public static GrpcEndpoint secure(TestTls tls) throws IOException {
    return new GrpcEndpoint(Optional.of(tls));
  }

  private static SslContext context(TestTls tls) throws SSLException {
    X509Certificate[] chain = tls.pair().chain().toArray(X509Certificate[]::new);
    return GrpcSslContexts.configure(
            SslContextBuilder.forServer(tls.pair().key(), chain), SslProvider.JDK)
        .build();
  }

  private ServerServiceDefinition service() {
    return ServerServiceDefinition.builder(GrpcMethods.service())
        .addMethod(GrpcMethods.UNARY, ServerCalls.asyncUnaryCall(GrpcEndpoint::unary))
        .addMethod(GrpcMethods.THRICE, ServerCalls.asyncServerStreamingCall(GrpcEndpoint::thrice))
        .addMethod(GrpcMethods.COUNT, ServerCalls.asyncClientStreamingCall(Counted::new))
        .addMethod(GrpcMethods.CHAT, ServerCalls.asyncBidiStreamingCall(Chat::new))
        .addMethod(GrpcMethods.FAIL, ServerCalls.asyncUnaryCall(GrpcEndpoint::fail))
        .addMethod(GrpcMethods.HANG, ServerCalls.asyncUnaryCall(this::hang))
        .build();
  }

  private static void unary(byte[] message, StreamObserver<byte[]> answer) {
    answer.onNext(message);
    answer.onCompleted();
  }

  private static void thrice(byte[] message, StreamObserver<byte[]> answer) {
    for (int i = 0; i < 3; i++) {
      answer.onNext(message);
    }
    answer.onCompleted();
  }

  private static void fail(byte[] message, StreamObserver<byte[]> answer) {
    answer.onError(
        Status.INVALID_ARGUMENT.withDescription(new String(message, UTF_8)).asException());
  }

  private void hang(byte[] message, StreamObserver<byte[]> answer) {
    ((ServerCallStreamObserver<byte[]>) answer).setOnCancelHandler(hanging::down);
    hanging.up();
  }

  private static class Chat implements StreamObserver<byte[]> {
    final StreamObserver<byte[]> answer;

    Chat(StreamObserver<byte[]> answer) {
      this.answer = answer;
    }

    @Override
    public void onNext(byte[] message) {
      answer.onNext(message);
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {
      answer.onCompleted();
    }
  }

  private static final class Counted extends Chat {
    private long bytes;

    Counted(StreamObserver<byte[]> answer) {
      super(answer);
    }

    @Override
    public void onNext(byte[] message) {
      bytes += message.length;
    }

    @Override
    public void onCompleted() {
      answer.onNext(Long.toString(bytes).getBytes(UTF_8));
      answer.onCompleted();
    }
  }

  private final class Counting extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      connections.up();
      return attributes;
    }

    @Override
    public void transportTerminated(Attributes attributes) {
      connections.down();
    }
  }

  /** Metadata of the request comes back with the head and with the trailers. */
  private static final class Echoing implements ServerInterceptor {
    private static final List<Metadata.Key<?>> WITH_HEAD =
        List.of(
            GrpcMethods.ECHOED,
            GrpcMethods.ECHOED_BINARY,
            Metadata.Key.of("x-grpc-test-echo-initial", Metadata.ASCII_STRING_MARSHALLER));

    private static final List<Metadata.Key<?>> WITH_TRAILERS =
        List.of(
            GrpcMethods.ECHOED,
            GrpcMethods.ECHOED_BINARY,
            Metadata.Key.of("x-grpc-test-echo-trailing-bin", Metadata.BINARY_BYTE_MARSHALLER));

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata request, ServerCallHandler<Q, A> next) {
      return next.startCall(
          new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendHeaders(Metadata headers) {
              WITH_HEAD.forEach(key -> copy(key, request, headers));
              super.sendHeaders(headers);
            }

            @Override
            public void close(Status status, Metadata trailers) {
              WITH_TRAILERS.forEach(key -> copy(key, request, trailers));
              super.close(status, trailers);
            }
          },
          request);
    }

    private static <T> void copy(Metadata.Key<T> key, Metadata from, Metadata to) {
      Optional.ofNullable(from.get(key)).ifPresent(value -> to.put(key, value));
    }
  }

  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", server.getPort());
  }

  public Gauge connections() {
    return connections;
  }

  /** The calls that hang and were not cancelled. */
  public Gauge hanging() {
    return hanging;
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
