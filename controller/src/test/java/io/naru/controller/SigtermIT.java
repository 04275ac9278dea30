package io.naru.controller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.testkit.peer.GrpcEndpoint;
import io.naru.proxy.testkit.peer.GrpcMethods;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http1Wire;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients see of a process that is told to end, and what its log says of them.
class SigtermIT {
  private static final String HOST = "a.test";
  private static final String GRPC_HOST = "grpc.test";
  private static final byte[] MESSAGE = "message".getBytes(UTF_8);

  @TempDir Path folder;
  private final Semaphore begun = new Semaphore(0);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private Http1Endpoint endpoint;
  private GrpcEndpoint grpc;

  @BeforeEach
  void start() throws Exception {
    endpoint = Http1Endpoint.scripted(this::answer);
    grpc = GrpcEndpoint.plain();
    ingress("a", HOST, "HTTP", endpoint.endpoint().port());
    ingress("grpc", GRPC_HOST, "GRPC", grpc.endpoint().port());
  }

  @AfterEach
  void stop() throws Exception {
    goOn.countDown();
    endpoint.close();
    grpc.close();
  }

  private void answer(Http1Wire wire) throws IOException, InterruptedException {
    while (true) {
      Http1Wire.Start head = wire.readStart();
      if (head.word(1).equals("/upload")) {
        begun.release();
      }
      String body = wire.readBody(head).text();
      switch (head.word(1)) {
        case "/length" -> slowly(wire, "Content-Length: 8\r\n\r\nhalf", "half");
        case "/chunked" ->
            slowly(
                wire, "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", "4\r\nhalf\r\n0\r\n\r\n");
        default -> Http1Endpoint.write(wire, head.word(0), Answer.ok(body));
      }
    }
  }

  private void slowly(Http1Wire wire, String first, String second)
      throws IOException, InterruptedException {
    wire.write("HTTP/1.1 200 OK\r\n" + first);
    begun.release();
    goOn.await();
    wire.write(second);
  }

  private void ingress(String name, String host, String protocol, int port) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: NAME
          annotations: {nginx.ingress.kubernetes.io/backend-protocol: PROTOCOL}
        spec:
          ingressClassName: nginx
          rules:
            - host: HOST
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend: {service: {name: NAME, port: {number: 80}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: NAME}
        spec: {ports: [{port: 80}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: NAME-1
          labels: {kubernetes.io/service-name: NAME}
        addressType: IPv4
        ports: [{port: PORT}]
        endpoints: [{addresses: [127.0.0.1]}]
        """
            .replace("NAME", name)
            .replace("HOST", host)
            .replace("PROTOCOL", protocol)
            .replace("PORT", String.valueOf(port)));
  }

  private void limit(String time) throws IOException {
    Files.writeString(
        folder.resolve("settings.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
        data: {worker-shutdown-timeout: %s}
        """
            .formatted(time));
  }

  private Naru serve() throws IOException {
    return Naru.start(
        "serve",
        "--manifests=" + folder,
        "--bind-address=127.0.0.1",
        "--healthz-host=127.0.0.1",
        "--healthz-port=0",
        "--status-port=0",
        "--http-port=0",
        "--https-port=0");
  }

  private static int port(Naru naru) throws InterruptedException {
    String serving = naru.await(0, line -> line.contains("serving "));
    return Integer.parseInt(serving.replaceFirst(".* on http \\S+:(\\d+) and .*", "$1"));
  }

  private static String ledger(Naru naru) throws InterruptedException {
    return naru.await(0, line -> line.contains("drained in"));
  }

  private static void awaitClosed(int port) {
    boolean open = true;
    while (open) {
      try (RawSocket _ = RawSocket.connect(port)) {
        Thread.onSpinWait();
      } catch (IOException _) {
        open = false;
      }
    }
  }

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

  private static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .overrideAuthority(GRPC_HOST)
        .usePlaintext()
        .build();
  }

  private static StreamObserver<byte[]> chat(ManagedChannel channel, Heard heard) {
    return ClientCalls.asyncBidiStreamingCall(
        channel.newCall(GrpcMethods.CHAT, CallOptions.DEFAULT), heard);
  }

  @Test
  void whatIsUnderWayEndsWhole() throws Exception {
    try (Naru naru = serve()) {
      int port = port(naru);
      ManagedChannel channel = channel(port);
      try (Http1Client length = Http1Client.plain(port);
          Http1Client chunked = Http1Client.plain(port);
          RawSocket upload = RawSocket.connect(port);
          Http2Client http2 = Http2Client.plain(port)) {
        length.sendHead(Ask.get(HOST, "/length"));
        chunked.sendHead(Ask.get(HOST, "/chunked"));
        upload.send("POST /upload HTTP/1.1\r\nHost: a.test\r\nContent-Length: 8\r\n\r\nhalf");
        Http2Exchange stream = http2.start(Ask.get(HOST, "/length"));
        Heard heard = new Heard();
        StreamObserver<byte[]> chat = chat(channel, heard);
        chat.onNext(MESSAGE);
        assertThat(heard.next()).isEqualTo("message");
        assertThat(begun.tryAcquire(4, 20, TimeUnit.SECONDS)).isTrue();

        naru.terminate();
        naru.await(0, line -> line.contains("stopping"));
        awaitClosed(port);
        chat.onNext(MESSAGE);
        assertThat(heard.next()).isEqualTo("message");
        goOn.countDown();
        upload.send("half");

        assertThat(length.receive("GET").body()).isEqualTo("halfhalf");
        assertThat(chunked.receive("GET").body()).isEqualTo("halfhalf");
        assertThat(upload.response().body()).isEqualTo("halfhalf");
        assertThat(Http2Client.await(stream).body()).isEqualTo("halfhalf");
        chat.onCompleted();
        assertThat(heard.next()).isEqualTo("completed");
      } finally {
        channel.shutdownNow();
      }
      assertThat(ledger(naru))
          .contains("5 exchanges were in flight, 0 came since: 5 completed")
          .contains("0 broken off by client or endpoint, 0 cut, 0 refused");
      assertThat(naru.exitCode()).isZero();
    }
  }

  @Test
  void aCallThatDoesNotEndIsUnavailableAtTheLimitAndNotBefore() throws Exception {
    limit("2s");
    try (Naru naru = serve()) {
      ManagedChannel channel = channel(port(naru));
      try {
        Heard heard = new Heard();
        ClientCalls.asyncUnaryCall(
            channel.newCall(GrpcMethods.HANG, CallOptions.DEFAULT), MESSAGE, heard);
        grpc.hanging().await(1);
        long began = System.nanoTime();
        naru.terminate();
        assertThat(heard.next()).contains("UNAVAILABLE");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
            .isGreaterThan(Duration.ofMillis(1990));
      } finally {
        channel.shutdownNow();
      }
      assertThat(ledger(naru))
          .contains("1 exchanges were in flight, 0 came since: 0 completed")
          .contains("1 cut, 0 refused");
      assertThat(naru.exitCode()).isZero();
    }
  }

  @Test
  void theSecondSignalWaitsForNobody() throws Exception {
    try (Naru naru = serve();
        RawSocket client = RawSocket.connect(port(naru))) {
      client.send("GET /length HTTP/1.1\r\nHost: a.test\r\n\r\n");
      assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      naru.terminate();
      naru.await(0, line -> line.contains("stopping"));
      awaitClosed(port(naru));
      naru.terminate();
      assertThat(naru.exitCode()).isZero();
      assertThat(ledger(naru)).contains("1 cut");
    }
  }

  /// Two replicas, and a balancer that finds out by refused connections alone: keep-alive clients
  /// lose none of their requests, though none of these may be sent twice.
  @Test
  void whoKeepsConnectionsAliveLosesNoRequest() throws Exception {
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();
    Semaphore answered = new Semaphore(0);
    try (Naru one = serve();
        Naru two = serve()) {
      int[] ports = {port(one), port(two)};
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        clients.add(
            Thread.startVirtualThread(() -> {
              while (!over.get()) {
                String wrong = use(ports, answered, over);
                if (!wrong.isEmpty()) {
                  failures.add(wrong);
                }
              }
            }));
      }
      answered.acquire(500);
      one.terminate();
      assertThat(one.exitCode()).isZero();
      answered.drainPermits();
      answered.acquire(500);
      over.set(true);
      for (Thread client : clients) {
        client.join();
      }
      assertThat(failures).isEmpty();
      assertThat(ledger(one)).contains(" 0 cut, 0 refused");
    }
  }

  /// One connection to the first replica, or where that takes none to the second.
  private static String use(int[] ports, Semaphore answered, AtomicBoolean over) {
    try (Http1Client client = connect(ports)) {
      boolean open = true;
      while (open && !over.get()) {
        Got got = client.send(Ask.post(HOST, "/", "body"));
        answered.release();
        if (got.status() != 200 || !got.body().equals("body")) {
          return got.toString();
        }
        open = !got.fields().value("connection").equals("close");
      }
      return "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Http1Client connect(int[] ports) throws IOException {
    try {
      return Http1Client.plain(ports[0]);
    } catch (IOException _) {
      return Http1Client.plain(ports[1]);
    }
  }
}
