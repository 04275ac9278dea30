package io.naru.proxy.testkit.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * {@code grpc.testing.TestService} as gRPC's interop test descriptions have it
 * (grpc/doc/interop-test-descriptions.md), for the clients of other languages.
 */
final class InteropService {
  private static final String NAME = "grpc.testing.TestService";

  private InteropService() {}

  static ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(NAME)
        .addMethod(
            method("EmptyCall", MethodType.UNARY), ServerCalls.asyncUnaryCall(InteropService::echo))
        .addMethod(
            method("UnaryCall", MethodType.UNARY),
            ServerCalls.asyncUnaryCall(InteropService::simple))
        .addMethod(
            method("StreamingOutputCall", MethodType.SERVER_STREAMING),
            ServerCalls.asyncServerStreamingCall(InteropService::stream))
        .addMethod(
            method("StreamingInputCall", MethodType.CLIENT_STREAMING),
            ServerCalls.asyncClientStreamingCall(Aggregate::new))
        .addMethod(
            method("FullDuplexCall", MethodType.BIDI_STREAMING),
            ServerCalls.asyncBidiStreamingCall(Duplex::new))
        .build();
  }

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    return GrpcMethods.of(NAME, name, type);
  }

  private static void echo(byte[] empty, StreamObserver<byte[]> answer) {
    answer.onNext(empty);
    answer.onCompleted();
  }

  private static void simple(byte[] message, StreamObserver<byte[]> answer) {
    ProtoFields request = ProtoFields.of(message);
    if (fails(request, answer)) {
      return;
    }
    answer.onNext(payload(request.number(2)));
    answer.onCompleted();
  }

  private static void stream(byte[] message, StreamObserver<byte[]> answer) {
    answerTo(ProtoFields.of(message), answer);
    answer.onCompleted();
  }

  private static void answerTo(ProtoFields request, StreamObserver<byte[]> answer) {
    request.messages(2).forEach(parameters -> answer.onNext(payload(parameters.number(1))));
  }

  /** A response whose first field is a payload of so many bytes. */
  private static byte[] payload(int size) {
    return ProtoFields.with(1, ProtoFields.with(2, new byte[size]));
  }

  /** Fails the call if the request asks for a status. */
  private static boolean fails(ProtoFields request, StreamObserver<byte[]> answer) {
    ProtoFields wanted = request.message(7);
    int code = wanted.number(1);
    if (code != 0) {
      String text = new String(wanted.bytes(2), UTF_8);
      answer.onError(Status.fromCodeValue(code).withDescription(text).asException());
    }
    return code != 0;
  }

  private static final class Duplex implements StreamObserver<byte[]> {
    private final StreamObserver<byte[]> answer;
    private boolean over;

    Duplex(StreamObserver<byte[]> answer) {
      this.answer = answer;
    }

    @Override
    public void onNext(byte[] message) {
      ProtoFields request = ProtoFields.of(message);
      over = fails(request, answer);
      if (!over) {
        answerTo(request, answer);
      }
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {
      if (!over) {
        answer.onCompleted();
      }
    }
  }

  private static final class Aggregate implements StreamObserver<byte[]> {
    private final StreamObserver<byte[]> answer;
    private int bytes;

    Aggregate(StreamObserver<byte[]> answer) {
      this.answer = answer;
    }

    @Override
    public void onNext(byte[] message) {
      bytes += ProtoFields.of(message).message(1).bytes(2).length;
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {
      answer.onNext(ProtoFields.with(1, bytes));
      answer.onCompleted();
    }
  }
}
