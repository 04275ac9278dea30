package io.naru.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever comes to the webhook is answered, and none of it is a defect of ours.
class ReviewsPropertyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] HONEST =
      TestWorld.review(
          "CREATE", TestWorld.ingress("it", "it.test", Map.of("rewrite-target", "/$1")));

  private static final List<String> MISFITS =
      List.of(
          "null",
          "5",
          "-1e9999",
          "true",
          "\"\"",
          "\"x\"",
          "\"\\u0000\\r\\n\\ud800\"",
          "[]",
          "[null]",
          "[[],{},7]",
          "{}",
          "{\"name\":null}",
          "{\"metadata\":[]}",
          "\"" + "$1(a+)+".repeat(500) + "\"",
          "\"" + "/a".repeat(5000) + "\"",
          "[".repeat(300) + "]".repeat(300));

  /// Who is asked about a namespace is told one, as in a cluster.
  private final Reviews reviews =
      new Reviews(
          TestWorld.TRIAL,
          () -> Optional.of(TestWorld.with()),
          (world, _) -> world,
          (_, namespace) -> !namespace.isEmpty());

  private int status(byte[] body) {
    Reply reply = reviews.answer(body);
    assertThat(reply.body()).doesNotContain("defect");
    return reply.status();
  }

  @Property(tries = 3000)
  void aReviewWithAnyPartReplacedOrGoneIsAnswered(
      @ForAll long seed, @ForAll("misfits") String misfit) throws IOException {
    Random random = new Random(seed);
    JsonNode review = JSON.readTree(HONEST);
    for (int i = random.nextInt(3); i >= 0; i--) {
      spoil(review, misfit, random);
    }
    assertThat(status(JSON.writeValueAsBytes(review))).isIn(200, 400);
  }

  @Property(tries = 300)
  void aReviewThatIsCutOffIsAnswered(@ForAll long seed) {
    int end = new Random(seed).nextInt(HONEST.length);
    assertThat(status(Arrays.copyOf(HONEST, end))).isEqualTo(400);
  }

  @Property(tries = 300)
  void anyBytesAreAnswered(@ForAll byte[] body) {
    assertThat(status(body)).isEqualTo(400);
  }

  @Property(tries = 20)
  void whatIsNestedHoweverDeepIsAnswered(@ForAll("openings") String opening) {
    assertThat(status(opening.repeat(200_000).getBytes(StandardCharsets.UTF_8))).isEqualTo(400);
  }

  @Provide
  Arbitrary<String> misfits() {
    return Arbitraries.of(MISFITS);
  }

  @Provide
  Arbitrary<String> openings() {
    return Arbitraries.of("{", "[", "{\"a\":", "{\"request\":", "{\"a\":[");
  }

  /// Replaces one part of the document, or takes it out.
  private static void spoil(JsonNode document, String misfit, Random random) throws IOException {
    List<ContainerNode<?>> containers = new ArrayList<>();
    collect(document, containers);
    ContainerNode<?> container = containers.get(random.nextInt(containers.size()));
    JsonNode instead = JSON.readTree(misfit);
    boolean out = random.nextInt(4) == 0;
    switch (container) {
      case ObjectNode object when !object.isEmpty() -> {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        var _ = out ? object.remove(name) : object.set(name, instead);
      }
      case ArrayNode array when !array.isEmpty() -> {
        int i = random.nextInt(array.size());
        var _ = out ? array.remove(i) : array.set(i, instead);
      }
      default -> {}
    }
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
    if (node instanceof ContainerNode<?> container) {
      containers.add(container);
      container.forEach(each -> collect(each, containers));
    }
  }
}
