package io.naru.controller.access;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Whether the server answers, seen from what becomes of all requests: while it is away watches
/// that were open knock every few seconds, and say nothing of it.
///
/// Thread rule: any thread.
final class Reachability implements Interceptor {
  private final AtomicReference<Optional<Silence>> silence =
      new AtomicReference<>(Optional.empty());

  /// Empty while it answers.
  Optional<Silence> silence() {
    return silence.get();
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    silence.set(Optional.empty());
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    String reason = Reason.of(failure);
    long now = System.nanoTime();
    silence.updateAndGet(before ->
        Optional.of(
            new Silence(
                before.map(Silence::since).orElse(now),
                before.map(Silence::requests).orElse(0) + 1,
                reason)));
  }
}
