package io.naru.controller.watch;

import static io.naru.controller.watch.Change.How.ADDED;
import static io.naru.controller.watch.Change.How.REMOVED;
import static io.naru.controller.watch.Change.How.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeSetTest {
  private static final ObjectKey WEB = new ObjectKey(Kind.SERVICE, "shop", "web");

  private static ChangeSet of(Change.How how) {
    return new ChangeSet(List.of(new Change(WEB, how)), Set.of());
  }

  @Test
  void twoChangesOfAnObjectAreOneOrNone() {
    assertThat(of(ADDED).and(of(UPDATED))).isEqualTo(of(ADDED));
    assertThat(of(ADDED).and(of(REMOVED))).isEqualTo(ChangeSet.none());
    assertThat(of(UPDATED).and(of(UPDATED))).isEqualTo(of(UPDATED));
    assertThat(of(UPDATED).and(of(REMOVED))).isEqualTo(of(REMOVED));
    assertThat(of(REMOVED).and(of(ADDED))).isEqualTo(of(UPDATED));
  }

  @Test
  void changesOfDifferentObjectsAreBoth() {
    ObjectKey api = new ObjectKey(Kind.SERVICE, "shop", "api");
    ChangeSet other = new ChangeSet(List.of(new Change(api, ADDED)), Set.of(api));
    ChangeSet both = of(UPDATED).and(other);
    assertThat(both.changes()).containsExactly(new Change(api, ADDED), new Change(WEB, UPDATED));
    assertThat(both.servicesWithOtherSlices()).containsExactly(api);
    assertThat(ChangeSet.none().and(other)).isEqualTo(other);
  }
}
