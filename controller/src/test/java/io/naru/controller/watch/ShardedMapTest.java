package io.naru.controller.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShardedMapTest {
  @Test
  void oneChangeAmongManyCopiesOneShardAndSharesTheOthers() {
    Map<String, Optional<String>> many = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      many.put("namespace/name-" + i, Optional.of("v" + i));
    }
    ShardedMap<String, String> full = ShardedMap.<String, String>empty().with(many);

    ShardedMap<String, String> changed = full.with(Map.of("namespace/name-7", Optional.of("x")));

    assertThat(full.size()).isEqualTo(20_000);
    assertThat(changed.size()).isEqualTo(20_000);
    assertThat(changed.get("namespace/name-7")).contains("x");
    assertThat(full.get("namespace/name-7")).contains("v7");
    assertThat(changed.shards().stream().filter(shard -> !sharedBy(full, shard)))
        .hasSize(1)
        .allSatisfy(shard -> assertThat(shard.size()).isLessThan(400));
  }

  @Test
  void noChangeIsTheSameMap() {
    ShardedMap<String, String> map = ShardedMap.empty();

    assertThat(map.with(Map.of())).isSameAs(map);
  }

  private static boolean sharedBy(ShardedMap<String, String> map, Map<String, String> shard) {
    return identities(map).contains(shard);
  }

  private static Set<Map<String, String>> identities(ShardedMap<String, String> map) {
    Set<Map<String, String>> shards = Collections.newSetFromMap(new IdentityHashMap<>());
    shards.addAll(map.shards());
    return shards;
  }
}
