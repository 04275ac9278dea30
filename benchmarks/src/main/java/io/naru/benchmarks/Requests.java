package io.naru.benchmarks;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.PathForms;
import java.util.List;
import java.util.Random;

/**
 * Requests to random hosts and paths, one after another in memory, as a socket would bring them;
 * each is copied into the same head before it is looked up. Used on one thread.
 */
final class Requests {
  private static final int COUNT = 1 << 16;

  private final byte[] bytes;
  private final int[] ends = new int[2 * COUNT + 1];
  private final Head head = new Head();
  private final PathForms path = new PathForms();
  private int next;

  Requests(int hosts) {
    Random random = new Random(42);
    List<String> paths = Population.paths();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      text.append(Population.requestName(random.nextInt(hosts)));
      ends[2 * i + 1] = text.length();
      text.append(paths.get(random.nextInt(paths.size())));
      ends[2 * i + 2] = text.length();
    }
    this.bytes = Ascii.bytes(text.toString());
  }

  /** Reads the next request. */
  void advance() {
    int at = 2 * next;
    next = next + 1 & COUNT - 1;
    head.clear();
    int host = head.fields().append(bytes, ends[at], ends[at + 1]);
    int hostEnd = host + ends[at + 1] - ends[at];
    head.authority(host, hostEnd, hostEnd);
    int target = head.fields().append(bytes, ends[at + 1], ends[at + 2]);
    head.target(target, target + ends[at + 2] - ends[at + 1]);
    if (path.read(head).isPresent()) {
      throw new IllegalStateException("all of these paths are fine");
    }
  }

  Head head() {
    return head;
  }

  PathForms path() {
    return path;
  }
}
