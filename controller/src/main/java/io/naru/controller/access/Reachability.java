package io.naru.controller.access;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// Whether the server answers, seen from what becomes of all requests: while it is away watches
/// that were open knock every few seconds, and say nothing of it. A page in HTML is no answer of an
/// API server: a proxy or a login page stands in its place. It goes no further, so that its 404
/// says of no object that it is gone.
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
    if (isHtml(response)) {
      silent(Reason.HTML);
    } else {
      silence.set(Optional.empty());
    }
  }

  /// A page with a code of success fails by itself: it cannot be read as an object.
  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
    if (!isHtml(response)) {
      return CompletableFuture.completedFuture(false);
    }
    if (response.body() instanceof AsyncBody page) {
      page.cancel();
    }
    return CompletableFuture.failedFuture(
        new IOException(Reason.HTML + " (" + response.code() + ")"));
  }

  private static boolean isHtml(HttpResponse<?> response) {
    return Optional.ofNullable(response.header("Content-Type"))
        .filter(it -> it.toLowerCase(Locale.ROOT).startsWith("text/html"))
        .isPresent();
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    silent(Reason.of(failure));
  }

  private void silent(String reason) {
    long now = System.nanoTime();
    silence.updateAndGet(before ->
        Optional.of(
            new Silence(
                before.map(Silence::since).orElse(now),
                before.map(Silence::requests).orElse(0) + 1,
                reason)));
  }
}
