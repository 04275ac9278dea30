package io.naru.controller.access;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Gives up on a page that grows too large while it comes in: how many bytes it has is for those to
/// decide who store objects, and the client holds it whole. Who asked for it asks for fewer
/// objects.
///
/// @param most bytes of a page of several objects
record BoundedAnswers(long most) implements Interceptor {
  /// The parts of a page, its text and its objects are in memory together, and several kinds are
  /// listed at a time.
  private static final int SHARE = 64;

  private static final String LIMIT = "limit=";

  private static final long LEAST = 2 << 20;

  /// No object is larger, by the bounds of the API server and of what it stores in; written out as
  /// JSON it may be some times as long.
  private static final long ONE_OBJECT = 16 << 20;

  /// In proportion to the heap.
  static BoundedAnswers standard() {
    return new BoundedAnswers(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE));
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    OptionalLong bound = bound(request);
    return bound.isPresent() ? new Counted(consumer, bound.getAsLong()) : consumer;
  }

  private OptionalLong bound(HttpRequest request) {
    String query = Optional.ofNullable(request.uri().getQuery()).orElse("");
    List<String> parts = List.of(query.split("&"));
    if (parts.contains("watch=true") || parts.stream().noneMatch(it -> it.startsWith(LIMIT))) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(parts.contains(LIMIT + 1) ? Math.max(most, ONE_OBJECT) : most);
  }

  /// Counts what comes in of one answer.
  ///
  /// Thread rule: one call after the other.
  private static final class Counted implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final AsyncBody.Consumer<List<ByteBuffer>> next;
    private final long most;
    private long left;

    private Counted(AsyncBody.Consumer<List<ByteBuffer>> next, long most) {
      this.next = next;
      this.most = most;
      this.left = most;
    }

    @Override
    public void consume(List<ByteBuffer> parts, AsyncBody body) throws Exception {
      left -= parts.stream().mapToLong(ByteBuffer::remaining).sum();
      if (left < 0) {
        throw new TooLarge(most);
      }
      next.consume(parts, body);
    }

    @Override
    public <U> U unwrap(Class<U> target) {
      return next.unwrap(target);
    }
  }
}
