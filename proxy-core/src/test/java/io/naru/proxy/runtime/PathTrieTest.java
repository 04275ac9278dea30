package io.naru.proxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.match.PathMatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathTrieTest {

  @Test
  void withoutPathsNothingMatches() {
    assertThat(first(List.of(), "/")).isEqualTo(PathTrie.NONE);
    assertThat(first(List.of(new PathMatch.Prefix("/")), "/")).isEqualTo(PathTrie.NONE);
  }

  @Test
  void ofEqualPathsTheFirstCounts() {
    List<PathMatch> paths =
        List.of(new PathMatch.Prefix("/a"), new PathMatch.Prefix("/a"), new PathMatch.Exact("/a"));
    assertThat(first(paths, "/a")).isZero();
    assertThat(first(paths, "/a/b")).isZero();
  }

  @Test
  void aForkHasAChildForEachByte() {
    List<PathMatch> paths = new ArrayList<>();
    for (int i = 33; i < 256; i++) {
      paths.add(new PathMatch.Exact("/" + (char) i));
    }
    for (int i = 33; i < 128; i++) {
      assertThat(first(paths, "/" + (char) i)).isEqualTo(i - 33);
    }
    assertThat(first(paths, "/")).isEqualTo(PathTrie.NONE);
  }

  /** More places than two bytes can name, and more bytes than they can reach. */
  @Test
  void aTrieGrowsBeyondTwoBytes() {
    List<PathMatch> paths = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      paths.add(new PathMatch.Prefix("/tenant/" + i));
    }
    assertThat(first(paths, "/tenant/69999/x")).isEqualTo(69_999);
    assertThat(first(paths, "/tenant/65535")).isEqualTo(65_535);
    assertThat(first(paths, "/tenant/70000")).isEqualTo(PathTrie.NONE);
    List<PathMatch> longer = List.of(new PathMatch.Prefix("/" + "a".repeat(70_000)), paths.get(0));
    assertThat(first(longer, "/" + "a".repeat(70_000))).isZero();
    assertThat(first(longer, "/tenant/0")).isEqualTo(1);
  }

  /** Each path is a node below the one before. */
  @Test
  void pathsMayNestAsDeepAsTheyLike() {
    List<PathMatch> paths = new ArrayList<>();
    for (int i = 1; i <= 8000; i++) {
      paths.add(new PathMatch.Exact("/" + "a".repeat(i)));
    }
    assertThat(first(paths, "/" + "a".repeat(8000))).isEqualTo(7999);
    assertThat(first(paths, "/" + "a".repeat(8001))).isEqualTo(PathTrie.NONE);
  }

  private static int first(List<PathMatch> paths, String path) {
    byte[] trie = PathTrieWriter.write(new byte[] {7}, paths);
    byte[] bytes = Ascii.bytes("GET " + path + " ");
    return PathTrie.first(trie, 1, bytes, 4, bytes.length - 1);
  }
}
