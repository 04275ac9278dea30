package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients want more file descriptors than the program has.
class FewDescriptorsIT {
  private static final int DESCRIPTORS = 400;
  private static final Ask SLOW = Ask.get("a.test", "/slow");
  private static final Ask QUICK = Ask.get("a.test", "/quick");

  @TempDir Path folder;
  private final CountDownLatch answer = new CountDownLatch(1);

  private Answer answer(Seen seen) {
    try {
      if (seen.target().equals("/slow")) {
        answer.await();
      }
      return Answer.ok("x");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(int port) throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: a, namespace: d, annotations: {kubernetes.io/ingress.class: nginx}}
        spec:
          rules:
            - host: a.test
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend: {service: {name: s, port: {number: 80}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: s, namespace: d}
        spec: {ports: [{port: 80, targetPort: %d}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: s-1, namespace: d, labels: {kubernetes.io/service-name: s}}
        addressType: IPv4
        ports: [{name: "", port: %d}]
        endpoints: [{addresses: [127.0.0.1]}]
        """
            .formatted(port, port));
  }

  private Naru start() throws IOException {
    return Naru.withDescriptors(
        DESCRIPTORS,
        "serve",
        "--manifests=" + folder,
        "--bind-address=127.0.0.1",
        "--healthz-host=127.0.0.1",
        "--healthz-port=0",
        "--http-port=0",
        "--https-port=0");
  }

  private static int status(int port, Ask ask) throws IOException {
    try (Http1Client client = Http1Client.plain(port)) {
      return client.send(ask).status();
    }
  }

  private static String body(int port, Ask ask) throws IOException {
    try (Http1Client client = Http1Client.plain(port)) {
      return client.send(ask).body();
    }
  }

  @Test
  void itsHealthIsAnsweredMeanwhileAndTheUpstreamServesOn() throws Exception {
    List<Http1Client> greedy = new ArrayList<>();
    try (Http1Endpoint endpoint = Http1Endpoint.answering(this::answer)) {
      serve(endpoint.endpoint().port());
      try (Naru naru = start()) {
        String serving = naru.await(0, line -> line.contains("serving "));
        int port = Integer.parseInt(serving.replaceFirst(".* on http \\S+:(\\d+) and .*", "$1"));
        int health = Integer.parseInt(serving.replaceFirst(".* metrics on port (\\d+),.*", "$1"));
        assertThat(status(port, QUICK)).isEqualTo(200);
        for (int i = 0; i < DESCRIPTORS; i++) {
          Http1Client client = Http1Client.plain(port);
          client.sendHead(SLOW);
          greedy.add(client);
        }
        naru.await(0, line -> line.contains("connections of clients are at their bound of 72"));
        assertThat(status(health, Ask.get("health", "/readyz"))).isEqualTo(200);
        assertThat(endpoint.connections().value()).isLessThanOrEqualTo(36);
        assertThat(body(health, Ask.get("health", "/metrics")))
            .contains("naru_client_connections_limit 72.0")
            .contains("naru_endpoint_connections_limit{endpoints=\"one\"} 36.0")
            .containsPattern("naru_client_connections_limit_met_total\\{outcome=\"delayed\"} [1-9]")
            .containsPattern(
                "naru_endpoint_connections_limit_met_total\\{endpoints=\"one\"} [1-9]");
        answer.countDown();
        for (Http1Client client : greedy) {
          client.close();
        }
        naru.await(0, line -> line.contains("connections of clients are below their bound of 72"));
        assertThat(status(port, QUICK)).isEqualTo(200);
        assertThat(status(health, Ask.get("health", "/readyz"))).isEqualTo(200);
      }
    }
  }
}
