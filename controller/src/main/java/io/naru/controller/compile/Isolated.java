package io.naru.controller.compile;

import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work on one object in which a defect of ours must not harm any other (catalogue B6).
final class Isolated {
  private static final Logger LOG = LoggerFactory.getLogger(Isolated.class);

  private Isolated() {}

  /// The work's result, or, where it throws, what to do without it.
  static <V> V run(Supplier<V> work, Function<Throwable, V> otherwise) {
    try {
      return work.get();
    } catch (RuntimeException | StackOverflowError defect) {
      LOG.error("a defect of Naru, isolated to one object", defect);
      return otherwise.apply(defect);
    }
  }
}
