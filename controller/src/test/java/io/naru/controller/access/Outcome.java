package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.ObjectKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What becomes of a watch: whether its list came in, and the first trouble.
final class Outcome implements ObjectListener {
  private static final long PATIENCE_SECONDS = 30;

  private final CompletableFuture<Void> listed = new CompletableFuture<>();
  private final CompletableFuture<Optional<Trouble>> end = new CompletableFuture<>();

  /// The trouble that a list or the watch behind it runs into; none if it sees an object after it
  /// had its list.
  ///
  /// @param touch changes an object that is watched
  static Optional<Trouble> of(ApiServer server, Selection selection, Runnable touch)
      throws Exception {
    Outcome outcome = new Outcome();
    try (ObjectWatch watch = server.objects().watch(selection, outcome)) {
      watch.begin();
      CompletableFuture.anyOf(outcome.listed, outcome.end).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      touch.run();
      return outcome.end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void seen(HasMetadata object) {
    if (listed.isDone()) {
      end.complete(Optional.empty());
    }
  }

  @Override
  public void gone(ObjectKey key) {}

  @Override
  public void listed() {
    listed.complete(null);
  }

  @Override
  public void doubted(int missing, int left) {}

  @Override
  public boolean failed(Trouble trouble) {
    end.complete(Optional.of(trouble));
    return false;
  }
}
