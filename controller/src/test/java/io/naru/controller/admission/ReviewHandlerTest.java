package io.naru.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The bounds of one connection and of all together.
class ReviewHandlerTest {
  private static final int BUDGET = 10_000;

  private final AtomicInteger reviews = new AtomicInteger();
  private final Queue<Runnable> reviewer = new ArrayDeque<>();
  private final BodyBudget budget = new BodyBudget(BUDGET);
  private final EmbeddedChannel channel = connection();

  private EmbeddedChannel connection() {
    ReviewDesk desk = new ReviewDesk(counted(), this::later, budget);
    RequestClock clock = new RequestClock(Duration.ofSeconds(10));
    return new EmbeddedChannel(clock, new ReviewHandler(desk, clock, new OpenConnections(10)));
  }

  private Reviews counted() {
    return new Reviews(
        TestWorld.TRIAL,
        () -> {
          reviews.incrementAndGet();
          return Optional.of(TestWorld.with());
        },
        (it, _) -> it,
        (_, _) -> true);
  }

  private void later(Runnable review) {
    if (reviewer.size() == 2) {
      throw new RejectedExecutionException();
    }
    reviewer.add(review);
  }

  private void review(EmbeddedChannel through) {
    reviewer.remove().run();
    through.runPendingTasks();
  }

  private static HttpRequest head(HttpMethod method, String path, long length) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path);
    request.headers().set("content-length", length);
    return request;
  }

  private static HttpRequest post(long length) {
    return head(HttpMethod.POST, ReviewHandler.PATH, length);
  }

  private static void ask(EmbeddedChannel through) {
    through.writeInbound(
        post(2), new DefaultLastHttpContent(Unpooled.wrappedBuffer(new byte[] {'{', '}'})));
  }

  private static void askOf(EmbeddedChannel through, byte[] body) {
    through.writeInbound(
        post(body.length), new DefaultLastHttpContent(Unpooled.wrappedBuffer(body)));
  }

  private static int status(EmbeddedChannel through) {
    FullHttpResponse response = through.readOutbound();
    try {
      return Optional.ofNullable(response).map(it -> it.status().code()).orElse(0);
    } finally {
      if (response != null) {
        response.release();
      }
    }
  }

  private void theWholeBudgetIsFree() {
    try (BodyBudget.Share whole = budget.share()) {
      assertThat(whole.take(BUDGET)).isTrue();
    }
  }

  @AfterEach
  void nothingStaysTaken() {
    channel.close();
    while (!reviewer.isEmpty()) {
      review(channel);
    }
    theWholeBudgetIsFree();
  }

  @Test
  void aConnectionIsKeptForTheNextReview() {
    for (int i = 0; i < 3; i++) {
      ask(channel);
      review(channel);
      assertThat(status(channel)).isEqualTo(400);
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aReviewThatNobodyWaitsForIsNotMade() {
    byte[] body = TestWorld.review("CREATE", TestWorld.ingress("it", "it.test", Map.of()));
    EmbeddedChannel other = connection();
    askOf(channel, body);
    askOf(other, body);
    channel.close();
    review(channel);
    review(other);
    assertThat(status(other)).isEqualTo(200);
    assertThat(reviews).hasValue(1);
  }

  @Test
  void a7ABodyBeyondTheBudgetIsRefusedAndTheRestThrownAway() {
    channel.writeInbound(
        post(BUDGET + 1), new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[BUDGET])));
    assertThat(status(channel)).isZero();
    channel.writeInbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[1])));
    assertThat(status(channel)).isEqualTo(503);
    channel.writeInbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[BUDGET])));
    assertThat(channel.isOpen()).isTrue();
    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a7TheBudgetIsSharedByAllConnectionsAndTakenByWhatIsThere() {
    EmbeddedChannel other = connection();
    channel.writeInbound(post(BUDGET));
    ask(other);
    review(other);
    assertThat(status(other)).isEqualTo(400);
    channel.writeInbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[BUDGET])));
    ask(other);
    assertThat(status(other)).isEqualTo(503);
    channel.close();
    EmbeddedChannel third = connection();
    ask(third);
    review(third);
    assertThat(status(third)).isEqualTo(400);
  }

  @Test
  void a7ADeclaredLengthAboveTheCapIsRefusedAtOnce() {
    channel.writeInbound(post(ReviewHandler.MAX_BODY + 1L));
    assertThat(status(channel)).isEqualTo(413);
  }

  @Test
  void reviewsBeyondTheQueueAreRefused() {
    EmbeddedChannel second = connection();
    EmbeddedChannel third = connection();
    ask(channel);
    ask(second);
    ask(third);
    assertThat(status(third)).isEqualTo(503);
    assertThat(third.isOpen()).isTrue();
    review(channel);
    review(second);
  }

  @Test
  void aRequestBeforeTheAnswerEndsTheConnection() {
    ask(channel);
    ask(channel);
    assertThat(channel.isOpen()).isFalse();
    review(channel);
    assertThat(reviewer).isEmpty();
  }

  @Test
  void otherPathsAndMethodsAreRefused() {
    for (var row :
        Map.of(head(HttpMethod.GET, ReviewHandler.PATH, 0), 405, head(HttpMethod.POST, "/", 0), 404)
            .entrySet()) {
      EmbeddedChannel one = connection();
      one.writeInbound(row.getKey(), LastHttpContent.EMPTY_LAST_CONTENT);
      assertThat(status(one)).isEqualTo(row.getValue());
      assertThat(one.isOpen()).isFalse();
    }
  }

  @Test
  void aBodyThatIsCutOffGivesItsBudgetBack() {
    channel.writeInbound(post(BUDGET), new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[9])));
    channel.close();
    theWholeBudgetIsFree();
  }
}
