package io.naru.proxy.h2;

import io.naru.proxy.head.Head;
import java.util.ArrayDeque;

/** The request heads of a loop that wait for their next request; at most {@value #MOST}. */
final class Heads {
  private static final int MOST = 256;
  private static final int LARGEST = 8 * 1024;

  private final ArrayDeque<Head> free = new ArrayDeque<>();

  Head take() {
    Head head = free.pollLast();
    return head == null ? new Head() : head;
  }

  /** Takes a head back that nobody uses any more; one that has grown is left to the collector. */
  void giveBack(Head head) {
    if (free.size() < MOST && head.bytes().length <= LARGEST) {
      free.addLast(head);
    }
  }
}
