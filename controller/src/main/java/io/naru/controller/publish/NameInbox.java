package io.naru.controller.publish;

import io.naru.controller.compile.ResolvedNames.Resolution;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What others leave for the thread that watches names: the last wish, and the last answer for each
/// name.
///
/// Thread rule: any thread puts, one takes.
final class NameInbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private Optional<Set<String>> wish = Optional.empty();
  private Map<String, Resolution> answers = new HashMap<>();

  /// @param wish the names that are needed, if that was said anew
  /// @param answers of lookups that have ended
  record Mail(Optional<Set<String>> wish, Map<String, Resolution> answers) {}

  void put(Set<String> names) {
    put(() -> wish = Optional.of(names));
  }

  void put(String name, Resolution answer) {
    put(() -> answers.put(name, answer));
  }

  private void put(Runnable change) {
    lock.lock();
    try {
      change.run();
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /// All that is there; waits for something, at most so long.
  Mail take(long nanoseconds) throws InterruptedException {
    lock.lock();
    try {
      long left = nanoseconds;
      while (wish.isEmpty() && answers.isEmpty() && left > 0) {
        left = filled.awaitNanos(left);
      }
      Mail mail = new Mail(wish, answers);
      wish = Optional.empty();
      answers = new HashMap<>();
      return mail;
    } finally {
      lock.unlock();
    }
  }
}
