package io.naru.controller.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ObjectEventTest {
  private static final ObjectKey WEB = new ObjectKey(Kind.INGRESS, "shop", "web");

  private static ObjectEvent event(ObjectKey object, String uid, String note) {
    return new ObjectEvent(object, uid, ObjectEvent.Type.WARNING, "ConfigurationProblem", note);
  }

  @Test
  void whatIsSaidTwiceHasTheSameName() {
    assertThat(event(WEB, "1", "a").name()).isEqualTo(event(WEB, "1", "a").name());
    assertThat(event(WEB, "1", "a").name()).matches("web\\.[0-9a-f]{16}");
  }

  @Test
  void anotherObjectOrAnotherNoteIsAnotherEvent() {
    assertThat(event(WEB, "2", "a").name()).isNotEqualTo(event(WEB, "1", "a").name());
    assertThat(event(WEB, "1", "b").name()).isNotEqualTo(event(WEB, "1", "a").name());
  }

  @Test
  void aLongNameOfAnObjectLeavesRoom() {
    ObjectKey longest = new ObjectKey(Kind.INGRESS, "shop", "x".repeat(253));
    assertThat(event(longest, "1", "a").name()).hasSize(253);
  }

  @Test
  void whatHasNoNamespaceIsToldInTheDefaultOne() {
    assertThat(event(ObjectKey.ofCluster(Kind.INGRESS_CLASS, "nginx"), "1", "a").namespace())
        .isEqualTo("default");
    assertThat(event(WEB, "1", "a").namespace()).isEqualTo("shop");
  }

  @Test
  void aLongNoteIsCutBetweenCharacters() {
    String note = event(WEB, "1", "x" + "😀".repeat(300)).note();
    assertThat(note.getBytes(StandardCharsets.UTF_8)).hasSize(1 + 4 * 255);
    assertThat(event(WEB, "1", "x".repeat(1024)).note()).hasSize(1024);
  }
}
