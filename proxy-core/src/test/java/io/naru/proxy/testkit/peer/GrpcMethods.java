package io.naru.proxy.testkit.peer;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The methods of {@link GrpcEndpoint}; their messages are bytes and nothing else. */
public final class GrpcMethods {
  private static final String SERVICE = "naru.Echo";

  /** A message comes back as it went. */
  public static final MethodDescriptor<byte[], byte[]> UNARY = of("Unary", MethodType.UNARY);

  /** The lengths of all messages, added up, as decimal text. */
  public static final MethodDescriptor<byte[], byte[]> COUNT =
      of("Count", MethodType.CLIENT_STREAMING);

  /** The message comes back three times. */
  public static final MethodDescriptor<byte[], byte[]> THRICE =
      of("Thrice", MethodType.SERVER_STREAMING);

  /** Each message comes back when it comes. */
  public static final MethodDescriptor<byte[], byte[]> CHAT = of("Chat", MethodType.BIDI_STREAMING);

  /** Fails with the message as its description, without a message. */
  public static final MethodDescriptor<byte[], byte[]> FAIL = of("Fail", MethodType.UNARY);

  /** Never answers. */
  public static final MethodDescriptor<byte[], byte[]> HANG = of("Hang", MethodType.UNARY);

  /** Comes back as a header and as a trailer. */
  public static final Metadata.Key<String> ECHOED =
      Metadata.Key.of("x-echoed", Metadata.ASCII_STRING_MARSHALLER);

  public static final Metadata.Key<byte[]> ECHOED_BINARY =
      Metadata.Key.of("x-echoed-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private GrpcMethods() {}

  private static MethodDescriptor<byte[], byte[]> of(String name, MethodType type) {
    return of(SERVICE, name, type);
  }

  static MethodDescriptor<byte[], byte[]> of(String service, String name, MethodType type) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
        .setType(type)
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  static String service() {
    return SERVICE;
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
