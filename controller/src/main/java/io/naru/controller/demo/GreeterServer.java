package io.naru.controller.demo;

import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A gRPC service with one unary method, `naru.demo.Greeter/Hello`, which takes any message and
/// answers `message Greeting { string text = 1; }`.
final class GreeterServer implements DemoServer {
  private static final String SERVICE = "naru.demo.Greeter";
  private static final byte TEXT_FIELD = 0x0a;
  private static final int LONGEST_TITLE = 64;
  private static final MethodDescriptor<byte[], byte[]> HELLO =
      MethodDescriptor.newBuilder(Raw.BYTES, Raw.BYTES)
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Hello"))
          .build();

  private final Server server;

  GreeterServer(String title) throws IOException {
    byte[] greeting = greeting(title);
    this.server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .addService(
                ServerServiceDefinition.builder(SERVICE)
                    .addMethod(
                        HELLO, ServerCalls.asyncUnaryCall((_, caller) -> answer(greeting, caller)))
                    .build())
            .build()
            .start();
  }

  private static void answer(byte[] greeting, StreamObserver<byte[]> caller) {
    caller.onNext(greeting);
    caller.onCompleted();
  }

  /// The message in protobuf: one field of text, whose length fits in one byte.
  private static byte[] greeting(String title) {
    String name = title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE);
    byte[] text = ("hello from " + name).getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[text.length + 2];
    message[0] = TEXT_FIELD;
    message[1] = (byte) text.length;
    System.arraycopy(text, 0, message, 2, text.length);
    return message;
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
